import { useState, type RefObject } from 'react';
import type { PaymentElementHandle, TokenResult } from './payment-element.js';
import type { Problem } from './problem.js';

type CardToken = Extract<TokenResult, { kind: 'token' }>;

/** The moment in which the card in the mounted payment element becomes a token. */
export function useCardToken(element: RefObject<PaymentElementHandle | null>) {
  const [isChecking, setIsChecking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    isChecking,
    problem,
    /** `undefined` when there is no token: the element or `problem` says why. */
    makeToken: async (): Promise<CardToken | undefined> => {
      setProblem(undefined);
      setIsChecking(true);
      const result = await element.current?.makeToken();
      setIsChecking(false);
      if (result?.kind === 'unreachable') setProblem({ tone: 'failed', title: result.message });
      return result?.kind === 'token' ? result : undefined;
    },
  };
}
