import { useState, type RefObject } from 'react';
import type { PaymentElementHandle, TokenResult } from './payment-element.js';
import type { Problem } from './problem.js';

type CardToken = Extract<TokenResult, { kind: 'token' }>;

/** Exchanges the card in the mounted payment element for a confirmation token. */
export function useCardToken(element: RefObject<PaymentElementHandle | null>) {
  const [isChecking, setIsChecking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    isChecking,
    problem,
    /** `undefined` without a token: the element or `problem` shows why. */
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
