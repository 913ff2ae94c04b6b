import type { StoredAnswer } from '../../idempotency/ports.js';
import type { CheckoutIntent } from './checkout.js';

/** What a caller sees of the attempt, however it was recorded. */
export type IntentOutcome = Pick<
  CheckoutIntent,
  'status' | 'clientSecret' | 'declineCode' | 'declineMessage'
>;

/** Builds the answer to store under an idempotency key from the attempt after the result. */
export type AnswerMaker = (intent: IntentOutcome) => StoredAnswer;
