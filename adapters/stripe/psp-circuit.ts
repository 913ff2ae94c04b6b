import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';

import type { CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';

/** Stops calling a PSP that does not answer, and finds out by single calls whether it does again. */
export interface PspCircuit {
  /** Makes the call, or answers `not_called` at once while the circuit is open. */
  run<Answer extends { outcome: string }>(call: () => Promise<Answer>): Promise<Answer | NotCalled>;
  isOpen(): boolean;
}

/** So many calls without an answer in a row are an outage, not bad luck. */
const FAILURES_TO_OPEN = 5;

/** The first probe comes after this; every failed one doubles the wait. */
const FIRST_PROBE_MS = 1_000;

/** The longest wait for the next probe, so that a PSP that is back is noticed soon. */
const LONGEST_PROBE_MS = 15_000;

/** When a step that was not called for an open circuit is tried again. */
const NOT_CALLED_RETRY_MS = 2_000;

type NotCalled = Extract<CheckoutAnswer, { outcome: 'not_called' }>;

const NOT_CALLED: NotCalled = {
  outcome: 'not_called',
  reason: 'the PSP has not been answering; it is asked by single calls until it does',
  retryInMs: NOT_CALLED_RETRY_MS,
};

/**
 * One circuit per process, around every call to the PSP. Only answers that tell nothing count as failures: a decline is
 * the PSP at work. While one call probes, the others do not wait for it, because they hold leases.
 */
export function openPspCircuit({ onChange }: { onChange: (isOpen: boolean) => void }): PspCircuit {
  const policy = circuitBreaker(
    handleWhenResult((answer) => isUnanswered(answer)),
    {
      breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
      halfOpenAfter: new ExponentialBackoff({ initialDelay: FIRST_PROBE_MS, maxDelay: LONGEST_PROBE_MS }),
    },
  );
  policy.onBreak(() => onChange(true));
  policy.onReset(() => onChange(false));
  return {
    async run(call) {
      if (policy.state === CircuitState.HalfOpen) return NOT_CALLED;
      try {
        return await policy.execute(call);
      } catch (error) {
        if (error instanceof BrokenCircuitError) return NOT_CALLED;
        throw error;
      }
    },
    isOpen: () => policy.state !== CircuitState.Closed,
  };
}

function isUnanswered(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer)) return false;
  // A stored answer was given at once, by a PSP that is well.
  return answer.outcome === 'unknown' && !('isStored' in answer && answer.isStored === true);
}
