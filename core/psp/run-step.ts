import type { Cause } from '../shared/cause.js';
import type { OpenedStep, RunnableStep } from './define-step.js';
import type { PspFinding } from './psp-answer.js';
import { PSP_KEY_MEMORY_MS } from './psp-keys.js';
import { recordResults } from './record-results.js';
import type { RecordedResult, StepRecorder } from './step-result.js';
import type { LeasedStep, StepQueue } from './step.js';
import { MAX_STEP_ATTEMPTS } from './step.js';

export type StepRun<Reply> = Readonly<{ step: LeasedStep; by: Cause; reply?: Reply | undefined }>;

/** The step kinds of one subject, bound to the ports that they call and to their recorder. */
export type BoundSteps<Reply> = Readonly<{
  kinds: readonly Readonly<{ kind: string; queue: StepQueue }>[];
  /**
   * Runs a step whose lease the caller holds: calls the PSP and records the answer. No transaction is open during the
   * call. Safe to run twice: the PSP key makes two calls one, and recording a known fact changes nothing.
   */
  run: (request: StepRun<Reply>) => Promise<RecordedResult>;
}>;

/** Binds the step definitions of a subject. */
export function bindSteps<Ports, Fact, About, Reply>({
  ports,
  steps,
  recorder,
}: Readonly<{
  ports: Ports;
  steps: readonly RunnableStep<Ports, Fact, About>[];
  recorder: StepRecorder<Fact, About, Reply>;
}>): BoundSteps<Reply> {
  const record = recordResults(recorder);
  return {
    kinds: steps.map(({ kind, queue }) => ({ kind, queue })),
    async run({ step, by, reply }) {
      const definition = steps.find(({ kind }) => kind === step.kind);
      if (definition === undefined) throw new Error(`${step.id}: unknown step kind ${step.kind}`);
      const opened = definition.open(step);
      const answer = await answerTo(ports, opened, step);
      const { about, poll } = opened;
      return record({ step, about, poll, answer, by, reply });
    },
  };
}

/**
 * The PSP’s answer for the step. A call is not repeated when the PSP may have forgotten its key, and repeating it is
 * useless when the PSP has stored an error under the key: the outcome is looked up instead, and a call that was
 * certainly not carried out is made again with the next key. After the last attempt without an answer, a look-up may
 * still find that the call was done; not finding it proves nothing, because the call may still be in flight.
 */
async function answerTo<Ports, Fact, About>(
  ports: Ports,
  { call, lookUp }: OpenedStep<Ports, Fact, About>,
  step: LeasedStep,
): Promise<PspFinding<Fact>> {
  if (lookUp === null) return call(ports);
  if (isOld(step)) return lookUp(ports);
  const answer = await call(ports);
  if (answer.outcome !== 'unknown') return answer;
  if (answer.isStored === true) return lookUp(ports);
  if (step.attempt < MAX_STEP_ATTEMPTS) return answer;
  const found = await lookUp(ports);
  return 'fact' in found ? found : answer;
}

/** Whether the key is so old that repeating the call could execute it twice. */
function isOld({ attempt, firstCalledMsAgo }: LeasedStep): boolean {
  return attempt > 1 && firstCalledMsAgo > PSP_KEY_MEMORY_MS;
}
