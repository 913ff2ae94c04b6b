import type { z } from 'zod';

import type { PspStepId } from '../shared/ids.js';
import type { PspAnswer, PspFinding } from './psp-answer.js';
import type { JsonObject, LeasedStep, NewStep, StepLease, StepQueue, StepSubject } from './step.js';

/** One call of a step, its parameters parsed. */
export type StepCall<Params> = Readonly<{ key: string; subject: StepSubject; params: Params }>;

/** How often a step that only reads asks again while nothing is decided, and what it tells when it gives up. */
export type Polling = Readonly<{ everyMs: number; undecided: string }>;

/**
 * A kind of step, declared once. `Params` is what the PSP is sent, `Ports` what the call needs, `Fact` what the PSP may
 * answer, `About` what the recorder of its subject has to know of a step.
 */
export type StepSpec<Params, Ports, Fact, About> = Readonly<{
  kind: string;
  queue: StepQueue;
  params: z.ZodType<Params>;
  /** The idempotency key at the PSP; made in psp-keys.ts. */
  key: (params: Params) => string;
  about: (params: Params) => About;
  /** The call itself. Never throws for what the PSP or the network does. */
  call: (ports: Ports, call: StepCall<Params>) => Promise<PspAnswer<Fact>>;
}> &
  (
    | Readonly<{
        /** Whether the call was carried out, found without making it: for when its key does not tell any more. */
        lookUp: (ports: Ports, call: StepCall<Params>) => Promise<PspFinding<Fact>>;
      }>
    /** A step that only reads. It has no key that could be forgotten: it is simply done again. */
    | Readonly<{ poll: Polling }>
  );

/** A step that was read back: its parameters are parsed, and it can be called. */
export type OpenedStep<Ports, Fact, About> = Readonly<{
  about: About;
  call: (ports: Ports) => Promise<PspAnswer<Fact>>;
  /** Null for a step that only reads. */
  lookUp: ((ports: Ports) => Promise<PspFinding<Fact>>) | null;
  poll: Polling | null;
}>;

/** What the engine needs of a definition, whatever its parameters are. */
export type RunnableStep<Ports, Fact, About> = Readonly<{
  kind: string;
  queue: StepQueue;
  open: (step: LeasedStep) => OpenedStep<Ports, Fact, About>;
}>;

/** Whose a new step is; due at once, unless its writer leases it or lets it wait. */
export type StepFrame = Readonly<{
  id: PspStepId;
  subject: StepSubject;
  lease?: StepLease;
  runInMs?: number;
}>;

export type StepDefinition<Params, Ports, Fact, About> = RunnableStep<Ports, Fact, About> &
  Readonly<{
    /** A new step of this kind. */
    schedule: (params: Params, frame: StepFrame) => NewStep;
    /** The parameters of a stored step of this kind. */
    paramsOf: (step: Pick<LeasedStep, 'params'>) => Params;
  }>;

/** Declares a kind of step. */
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

/** As it is stored: an amount is decimal text, because JSON numbers lose large ones. */
function jsonOf(params: object): JsonObject {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  );
}
