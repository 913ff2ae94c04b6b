import type { StoredAnswer } from '../../idempotency/ports.js';
import type { CheckoutIntent } from './checkout.js';

/** What a caller is told about the attempt, whichever way it was recorded. */
export type IntentOutcome = Pick<
  CheckoutIntent,
  'status' | 'clientSecret' | 'declineCode' | 'declineMessage'
>;

/** Makes the answer to keep under an idempotency key from the attempt as it is after the result. */
export type AnswerMaker = (intent: IntentOutcome) => StoredAnswer;
