import type { Command, CommandDependencies, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import type { LeasedStep } from '../psp/step.js';
import type { Cause } from '../shared/cause.js';
import type { DomainError } from '../shared/domain-error.js';
import type { BudgetDependencies } from '../psp/budget.js';
import { answerWithinBudget, claimLockMs } from '../psp/budget.js';
import type { CheckoutSteps } from './checkout-steps.js';
import type { IntentOutcome } from './model/answer-maker.js';

export type InteractiveCommandDependencies = CommandDependencies &
  BudgetDependencies &
  Readonly<{ checkoutSteps: CheckoutSteps }>;

/** A command whose step runs in the same request, because a shopper waits for the PSP. */
export type InteractiveCommand<Subject, NotFound, Answer, Write, Rejection> = Command<
  Subject,
  NotFound,
  Answer,
  Write,
  Rejection
> &
  Readonly<{
    by: Cause;
    /** The answer to store once the PSP has answered; until then the provisional one stands. */
    finalAnswer: (write: Write, intent: IntentOutcome) => unknown;
  }>;

/** `replayed`: the answer comes from an earlier request with the same key. */
export type Answered<Answer> = Readonly<{ answer: Answer; replayed: boolean }>;

/**
 * Runs a command, then its step, and answers within the budget: with the PSP's result, or with the current state while
 * the call continues. Errors as in `runCommand`.
 */
export async function runInteractiveCommand<
  Subject extends object,
  const NotFound extends DomainError<string>,
  Answer,
  Write extends Readonly<{ step: LeasedStep }>,
  Rejection extends DomainError<string>,
>(
  dependencies: InteractiveCommandDependencies,
  command: InteractiveCommand<Subject, NotFound, Answer, Write, Rejection>,
): Promise<Answered<Answer> | NotFound | KeyConflict | Rejection> {
  const { by, finalAnswer, answer: stored } = command;
  const executed = await runCommand(dependencies, {
    ...command,
    lockMs: claimLockMs(dependencies.pspBudgetMs),
  });
  if ('code' in executed) return executed;
  const { answer, replayed } = executed;
  if (replayed) return { answer, replayed };
  const { write, scope } = executed;
  const work = dependencies.checkoutSteps.run({
    step: write.step,
    by,
    reply: (intent) => ({ scope, response: finalAnswer(write, intent) }),
  });
  return { answer: stored.parse(await answerWithinBudget(dependencies, { scope, work })), replayed };
}
