import type { PaymentIntentId, PaymentOrderId, RefundId, SellerId } from '../shared/ids.js';
import type { NewLedgerEntry } from './ledger-entry.js';
import { ledgerEntry } from './ledger-entry.js';
import type { SellerTerms, SellerSplit } from './seller-split.js';
import { minus, plus, captureSplit, refundSplit, reversalSplit } from './seller-split.js';

/** A seller order's terms and what of it has been shared out so far. */
export type SellerBook = Readonly<{ terms: SellerTerms; taken: SellerSplit; givenBack: SellerSplit }>;

/** What the books look at of a payment order. */
type BookedPaymentOrder = Readonly<{
  id: PaymentOrderId;
  sellerId: SellerId;
  status: string;
  amountMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
}>;

type Move = Readonly<{
  before: BookedPaymentOrder;
  after: BookedPaymentOrder;
  currency: string;
  /** The refund that moves it; undefined unless one does. */
  refundId: RefundId | undefined;
}>;

/** The entry of an attempt whose money the bank holds. */
export function authorizationEntry(
  { id, amountMinor }: Readonly<{ id: PaymentIntentId; amountMinor: bigint }>,
  { currency }: Readonly<{ currency: string }>,
): NewLedgerEntry {
  return ledgerEntry('AUTHORIZED', { key: `authorized:${id}`, currency, amounts: { held: amountMinor } });
}

/**
 * What a move of a payment order means for the books: captured, given back to the card, refunded, a refund that came back, or nothing; with the
 * seller order after it. A capture of less than the share releases the rest, because nobody will take it any more.
 */
export function bookPaymentOrder<SellerOrder extends Readonly<{ book: SellerBook }>>(
  { before, after, currency, refundId }: Move,
  sellerOrder: SellerOrder,
): { entries: readonly NewLedgerEntry[]; sellerOrder: SellerOrder } {
  const { id, sellerId } = after;
  const parts = { currency, sellerId, paymentOrderId: id };
  const entries: NewLedgerEntry[] = [];
  let { taken, givenBack } = sellerOrder.book;
  const { terms } = sellerOrder.book;
  const captured = after.capturedMinor - before.capturedMinor;
  if (captured > 0n) {
    const split = captureSplit(terms, taken, captured);
    taken = plus(taken, split);
    entries.push(ledgerEntry('CAPTURED', { ...parts, key: `captured:${id}`, amounts: amountsOf(split) }));
  }
  const released = releasedMinor(before, after);
  if (released > 0n) {
    const amounts = { held: released };
    entries.push(ledgerEntry('AUTHORIZATION_RELEASED', { ...parts, key: `released:${id}`, amounts }));
  }
  const refunded = after.refundedMinor - before.refundedMinor;
  if (refunded > 0n) {
    const split = refundSplit(terms, { taken, givenBack }, refunded);
    givenBack = plus(givenBack, split);
    const key = `refunded:${refundId ?? missing(id)}`;
    entries.push(ledgerEntry('REFUNDED', { ...parts, key, amounts: amountsOf(split) }));
  }
  if (refunded < 0n) {
    const split = reversalSplit(givenBack, -refunded);
    givenBack = minus(givenBack, split);
    const key = `refund-came-back:${refundId ?? missing(id)}`;
    entries.push(ledgerEntry('REFUND_REVERSED', { ...parts, key, amounts: amountsOf(split) }));
  }
  if (entries.length === 0) return { entries, sellerOrder };
  return { entries, sellerOrder: { ...sellerOrder, book: { terms, taken, givenBack } } };
}

function missing(id: PaymentOrderId): never {
  throw new Error(`${id} is refunded by no refund`);
}

function releasedMinor(before: BookedPaymentOrder, after: BookedPaymentOrder): bigint {
  const isOver = after.status === 'VOIDED' || (before.capturedMinor === 0n && after.capturedMinor > 0n);
  return isOver && before.status !== 'VOIDED' ? after.amountMinor - after.capturedMinor : 0n;
}

function amountsOf({ payableMinor, commissionMinor, taxMinor }: SellerSplit) {
  return { payable: payableMinor, commission: commissionMinor, tax: taxMinor };
}
