import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';

import type { CheckoutAnswer } from '../../core/checkout/model/checkout-psp.js';

/** Stops calling a PSP that does not answer, and probes with single calls until it does. */
export interface PspCircuit {
  /** Makes the call, or returns `not_called` at once while the circuit is open. */
  run<Answer extends { outcome: string }>(call: () => Promise<Answer>): Promise<Answer | NotCalled>;
  isOpen(): boolean;
}

/** This many consecutive calls without an answer are an outage, not bad luck. */
const FAILURES_TO_OPEN = 5;

/** Delay of the first probe; roughly doubles after every failed one. */
const FIRST_PROBE_MS = 1_000;

/** Longest delay before a probe, so that a PSP that is back is noticed soon. */
const LONGEST_PROBE_MS = 15_000;

/** Retry delay of a step that was not called because the circuit is open. */
const NOT_CALLED_RETRY_MS = 2_000;

type NotCalled = Extract<CheckoutAnswer, { outcome: 'not_called' }>;

const NOT_CALLED: NotCalled = {
  outcome: 'not_called',
  reason: 'circuit open: the PSP has stopped answering',
  retryInMs: NOT_CALLED_RETRY_MS,
};

/**
 * One circuit per process, around every call to the PSP. Only unknown outcomes count as failures: a decline shows that
 * the PSP works. Other calls do not wait for a running probe, because they hold leases.
 */
export function openPspCircuit({ onChange }: { onChange: (isOpen: boolean) => void }): PspCircuit {
  const policy = circuitBreaker(
    handleWhenResult((answer) => hasUnknownOutcome(answer)),
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

function hasUnknownOutcome(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer)) return false;
  // A stored answer is replayed by a PSP that is up.
  return answer.outcome === 'unknown' && !('isStored' in answer && answer.isStored === true);
}
