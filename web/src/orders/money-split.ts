import type { OrderPartsFragment } from '../generated/graphql.js';
import type { Money } from '../shared/money.js';
import type { Tone } from './rail.js';
import { pendingRefundMinor } from './refunds.js';

/** A part of the total by the state of its money. */
export interface MoneyPart {
  readonly id: 'unpaid' | 'authorized' | 'captured' | 'refunding' | 'voided' | 'refunded';
  readonly word: string;
  readonly tone: Tone;
  readonly amount: Money;
}

/**
 * Splits the total by the state of the payment orders; the parts always add up to it. Before the authorization everything is
 * unpaid: the page claims nothing that the API doesn't report.
 */
export function moneySplit(order: OrderPartsFragment): readonly MoneyPart[] {
  const sums = { unpaid: 0n, authorized: 0n, captured: 0n, refunding: 0n, voided: 0n, refunded: 0n };
  for (const { paymentOrder, total } of order.sellerOrders) {
    const amount = BigInt(total.amountMinor);
    if (paymentOrder === null) {
      sums.unpaid += amount;
      continue;
    }
    const captured = BigInt(paymentOrder.captured.amountMinor);
    const refunded = BigInt(paymentOrder.refunded.amountMinor);
    const refunding = pendingRefundMinor(paymentOrder);
    sums.captured += captured - refunded - refunding;
    sums.refunding += refunding;
    sums.refunded += refunded;
    // The uncaptured amount is still authorized while a capture may follow, otherwise voided.
    sums[captured > 0n || paymentOrder.status === 'VOIDED' ? 'voided' : 'authorized'] += amount - captured;
  }
  const { currency } = order.total;
  return PARTS.map(({ id, word, tone }) => ({
    id,
    word: id === 'unpaid' && hasEnded(order) ? 'Not charged' : word,
    tone,
    amount: { amountMinor: sums[id].toString(), currency },
  })).filter(({ amount }) => amount.amountMinor !== '0');
}

const PARTS = [
  { id: 'captured', word: 'Charged', tone: 'captured' },
  { id: 'authorized', word: 'Not charged yet', tone: 'authorized' },
  { id: 'unpaid', word: 'Not paid yet', tone: 'waiting' },
  { id: 'refunding', word: 'Refund pending', tone: 'waiting' },
  { id: 'refunded', word: 'Refunded', tone: 'refunded' },
  { id: 'voided', word: 'Not charged', tone: 'neutral' },
] as const;

function hasEnded({ status }: OrderPartsFragment): boolean {
  return status === 'EXPIRED' || status === 'CANCELED';
}
