import type { OrderPartsFragment } from '../generated/graphql.js';
import type { Money } from '../shared/money.js';
import type { Tone } from './rail.js';
import { onItsWayBack } from './refunds.js';

/** One part of the total: where that money is now. */
export interface MoneyPart {
  readonly id: 'open' | 'held' | 'captured' | 'returning' | 'released' | 'refunded';
  readonly word: string;
  readonly tone: Tone;
  readonly amount: Money;
}

/**
 * Where every cent of the order is, by the payment orders alone; the parts always add up to the total.
 * Before the money is held all of it is open: nothing is claimed that the API does not say.
 */
export function moneySplit(order: OrderPartsFragment): readonly MoneyPart[] {
  const sums = { open: 0n, held: 0n, captured: 0n, returning: 0n, released: 0n, refunded: 0n };
  for (const { paymentOrder, total } of order.sellerOrders) {
    const amount = BigInt(total.amountMinor);
    if (paymentOrder === null) {
      sums.open += amount;
      continue;
    }
    const captured = BigInt(paymentOrder.captured.amountMinor);
    const refunded = BigInt(paymentOrder.refunded.amountMinor);
    const returning = onItsWayBack(paymentOrder);
    sums.captured += captured - refunded - returning;
    sums.returning += returning;
    sums.refunded += refunded;
    // What is not captured is still held while a capture may come, and released once none can.
    sums[captured > 0n || paymentOrder.status === 'VOIDED' ? 'released' : 'held'] += amount - captured;
  }
  const { currency } = order.total;
  return PARTS.map(({ id, word, tone }) => ({
    id,
    word: id === 'open' && isLost(order) ? 'Not charged' : word,
    tone,
    amount: { amountMinor: sums[id].toString(), currency },
  })).filter(({ amount }) => amount.amountMinor !== '0');
}

const PARTS = [
  { id: 'captured', word: 'Captured', tone: 'captured' },
  { id: 'held', word: 'Held', tone: 'held' },
  { id: 'open', word: 'Not paid yet', tone: 'waiting' },
  { id: 'returning', word: 'On its way back', tone: 'waiting' },
  { id: 'refunded', word: 'Refunded', tone: 'refunded' },
  { id: 'released', word: 'Released', tone: 'released' },
] as const;

function isLost({ status }: OrderPartsFragment): boolean {
  return status === 'EXPIRED' || status === 'CANCELED';
}
