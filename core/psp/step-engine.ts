import type { Cause } from '../shared/cause.js';
import type { BoundSteps } from './run-step.js';
import type { RecordedResult } from './step-result.js';
import type { LeasedStep, StepQueue } from './step.js';

/** Runs steps of every kind. */
export type StepEngine = Readonly<{
  run: (request: { step: LeasedStep; by: Cause }) => Promise<RecordedResult>;
  /** The queue of a kind; throws for a kind without a definition. */
  queueOf: (kind: string) => StepQueue;
  /**
   * Throws when one of the kinds has no definition: its steps would wait forever. Called at start-up with the
   * unfinished kinds.
   */
  refuseUnknown: (kinds: readonly string[]) => void;
}>;

/** Combines the steps of all subjects. Throws when a kind is defined twice. */
export function createStepEngine(subjects: readonly BoundSteps<never>[]): StepEngine {
  const byKind = new Map<string, Readonly<{ subject: BoundSteps<never>; queue: StepQueue }>>();
  for (const subject of subjects)
    for (const { kind, queue } of subject.kinds) {
      if (byKind.has(kind)) throw new Error(`the step kind ${kind} is defined twice`);
      byKind.set(kind, { subject, queue });
    }
  const find = (kind: string) => {
    const found = byKind.get(kind);
    if (found === undefined) throw new Error(`the step kind ${kind} has no definition`);
    return found;
  };
  return {
    run: (request) => find(request.step.kind).subject.run(request),
    queueOf: (kind) => find(kind).queue,
    refuseUnknown: (kinds) => kinds.forEach(find),
  };
}
