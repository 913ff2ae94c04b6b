import type { PaymentIntentStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { PendingPayment } from './pending.js';

interface Attempt {
  readonly id: string;
  readonly status: PaymentIntentStatus;
}

/** The page's next step in the payment. */
export type PaymentMove =
  /** Show the card form, with the decline reason if there is one. */
  | 'ask-for-card'
  /** The intent is being created at the PSP; the subscription delivers it. */
  | 'wait-for-intent'
  /** The last attempt was declined and there is a new card: create the next attempt. */
  | 'open-attempt'
  /** Send the card for authorization, or send it again with the same idempotency key. */
  | 'authorize'
  /** The card was answered: drop it and show the result. */
  | 'forget-card'
  /** The bank requires authentication (3-D Secure): redirect now. */
  | 'go-to-bank'
  /** As above, but the shopper returned without finishing: offer the link instead of redirecting. */
  | 'offer-bank'
  /** The authorization is pending or succeeded: show the order page. */
  | 'show-order'
  /** The order can no longer be paid. */
  | 'over';

/**
 * Decides from the latest attempt and the pending card. A card is never sent to a second intent: its token is single-use,
 * and a decline is shown before anything else is tried.
 */
export function paymentMove(attempt: Attempt, pending: PendingPayment | undefined): PaymentMove {
  const isSent = pending?.sentTo !== undefined;
  const isSentHere = isSent && pending.sentTo === attempt.id;
  switch (attempt.status) {
    case 'CREATED_PENDING':
      return pending === undefined ? 'ask-for-card' : isSent ? 'forget-card' : 'wait-for-intent';
    case 'CREATED':
      if (pending === undefined) return 'ask-for-card';
      return !isSent || isSentHere ? 'authorize' : 'forget-card';
    case 'DECLINED':
      if (pending === undefined) return 'ask-for-card';
      return isSent ? 'forget-card' : 'open-attempt';
    case 'REQUIRES_ACTION':
      return isSentHere ? 'go-to-bank' : 'offer-bank';
    case 'PENDING_AUTH':
    case 'AUTHORIZED':
      return 'show-order';
    case 'CANCELED':
      return 'over';
    default:
      return assertNever(attempt.status);
  }
}
