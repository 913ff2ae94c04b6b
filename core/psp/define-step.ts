import type { z } from 'zod';

import type { PspStepId } from '../shared/ids.js';
import type { PspAnswer, PspFinding } from './psp-answer.js';
import type { JsonObject, LeasedStep, NewStep, StepLease, StepQueue, StepSubject } from './step.js';

/** One call of a step, with parsed parameters. */
export type StepCall<Params> = Readonly<{ key: string; subject: StepSubject; params: Params }>;

/** How often a read-only step polls while there is no decision, and the error it reports when it gives up. */
export type Polling = Readonly<{ everyMs: number; undecided: string }>;

/**
 * A step kind, declared once. `Params` is sent to the PSP, `Ports` is what the call needs, `Fact` is what the PSP may
 * answer, `About` is what the recorder needs to know about a step.
 */
export type StepSpec<Params, Ports, Fact, About> = Readonly<{
  kind: string;
  queue: StepQueue;
  params: z.ZodType<Params>;
  /** The idempotency key at the PSP; built in psp-keys.ts. */
  key: (params: Params) => string;
  about: (params: Params) => About;
  /** The call itself. Never throws for a PSP or network error. */
  call: (ports: Ports, call: StepCall<Params>) => Promise<PspAnswer<Fact>>;
}> &
  (
    | Readonly<{
        /**
         * Finds out whether the call was carried out, without repeating it: for when its key can no longer answer that.
         */
        lookUp: (ports: Ports, call: StepCall<Params>) => Promise<PspFinding<Fact>>;
      }>
    /** A read-only step. It is simply repeated, so it does not matter if the PSP forgets its key. */
    | Readonly<{ poll: Polling }>
  );

/** A stored step with parsed parameters, ready to be called. */
export type OpenedStep<Ports, Fact, About> = Readonly<{
  about: About;
  call: (ports: Ports) => Promise<PspAnswer<Fact>>;
  /** Null for a read-only step. */
  lookUp: ((ports: Ports) => Promise<PspFinding<Fact>>) | null;
  poll: Polling | null;
}>;

/** What the engine needs from a definition, whatever its parameters. */
export type RunnableStep<Ports, Fact, About> = Readonly<{
  kind: string;
  queue: StepQueue;
  open: (step: LeasedStep) => OpenedStep<Ports, Fact, About>;
}>;

/** The subject of a new step. It is due at once unless its writer leases it or delays it. */
export type StepFrame = Readonly<{
  id: PspStepId;
  subject: StepSubject;
  lease?: StepLease;
  runInMs?: number;
}>;

export type StepDefinition<Params, Ports, Fact, About> = RunnableStep<Ports, Fact, About> &
  Readonly<{
    schedule: (params: Params, frame: StepFrame) => NewStep;
    paramsOf: (step: Pick<LeasedStep, 'params'>) => Params;
  }>;

/** Declares a step kind. */
export function defineStep<Params extends object, Ports, Fact, About>(
  spec: StepSpec<Params, Ports, Fact, About>,
): StepDefinition<Params, Ports, Fact, About> {
  const { kind, queue } = spec;
  const paramsOf = (step: Pick<LeasedStep, 'params'>): Params => spec.params.parse(step.params);
  return {
    kind,
    queue,
    paramsOf,
    open(step) {
      const call = { key: step.pspKey, subject: step.subject, params: paramsOf(step) };
      return {
        about: spec.about(call.params),
        call: (ports) => spec.call(ports, call),
        lookUp: 'lookUp' in spec ? (ports) => spec.lookUp(ports, call) : null,
        poll: 'poll' in spec ? spec.poll : null,
      };
    },
    schedule(params, { id, subject, lease, runInMs }) {
      const later = runInMs === undefined ? {} : { runInMs };
      const step = { id, kind, subject, pspKey: spec.key(params), params: jsonOf(params) };
      return { ...step, lease: lease ?? null, ...later };
    },
  };
}

/** The stored form: amounts are decimal text because JSON numbers lose precision. */
function jsonOf(params: object): JsonObject {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  );
}
