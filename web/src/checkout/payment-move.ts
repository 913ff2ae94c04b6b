import type { PaymentIntentStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { PendingPayment } from './pending.js';

interface Attempt {
  readonly id: string;
  readonly status: PaymentIntentStatus;
}

/** What the page does next about the payment. */
export type PaymentMove =
  /** The shopper is to type a card; after a decline the page says so. */
  | 'ask-for-card'
  /** The intent is being created at the provider; the subscription brings it. */
  | 'wait-for-intent'
  /** The last attempt was declined and a new card is there: open the next attempt. */
  | 'open-attempt'
  /** Send the card to the bank, or send it again with the same key. */
  | 'authorize'
  /** What was sent is answered: forget the card and show the answer. */
  | 'forget-card'
  /** The bank wants to see the shopper: go there now. */
  | 'go-to-bank'
  /** The same, but the shopper came back without finishing: offer it, do not push. */
  | 'offer-bank'
  /** The bank is thinking or has said yes: the order's page tells. */
  | 'show-order'
  /** The order is no longer to be paid. */
  | 'over';

/**
 * Decides from the latest attempt and the card that waits to be sent. It never sends a card to a second
 * intent: a token is good once, and a decline is shown before anything new is tried.
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
