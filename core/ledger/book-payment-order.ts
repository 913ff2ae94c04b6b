import type { PaymentIntentId, PaymentOrderId, RefundId, SellerId } from '../shared/ids.js';
import type { NewLedgerEntry } from './ledger-entry.js';
import { ledgerEntry } from './ledger-entry.js';
import type { SellerTerms, SellerSplit } from './seller-split.js';
import { minus, plus, captureSplit, refundSplit, reversalSplit } from './seller-split.js';

/** A seller order's terms, and the split of its captures and refunds so far. */
export type SellerBook = Readonly<{ terms: SellerTerms; taken: SellerSplit; givenBack: SellerSplit }>;

/** The fields of a payment order that decide its entries. */
type PaymentOrderAmounts = Readonly<{
  id: PaymentOrderId;
  sellerId: SellerId;
  status: string;
  amountMinor: bigint;
  capturedMinor: bigint;
  refundedMinor: bigint;
}>;

type Move = Readonly<{
  before: PaymentOrderAmounts;
  after: PaymentOrderAmounts;
  currency: string;
  /** The refund behind the move; undefined for other moves. */
  refundId: RefundId | undefined;
}>;

/** The entry of an authorized payment intent. */
export function authorizationEntry(
  { id, amountMinor }: Readonly<{ id: PaymentIntentId; amountMinor: bigint }>,
  { currency }: Readonly<{ currency: string }>,
): NewLedgerEntry {
  return ledgerEntry('AUTHORIZED', {
    key: `authorized:${id}`,
    currency,
    amounts: { authorized: amountMinor },
  });
}

/**
 * The ledger entries of a move of a payment order (capture, release of the authorization, refund, reversed refund, or
 * none), and the seller order after them. A partial capture releases the rest, because it will not be captured any
 * more.
 */
export function bookPaymentOrder<SellerOrder extends Readonly<{ book: SellerBook }>>(
  { before, after, currency, refundId }: Move,
  sellerOrder: SellerOrder,
): { entries: readonly NewLedgerEntry[]; sellerOrder: SellerOrder } {
  const { id, sellerId } = after;
  const parts = { currency, sellerId, paymentOrderId: id };
  const entries: NewLedgerEntry[] = [];
  let { taken: captured, givenBack: refunded } = sellerOrder.book;
  const { terms } = sellerOrder.book;
  const capturedMinor = after.capturedMinor - before.capturedMinor;
  if (capturedMinor > 0n) {
    const split = captureSplit(terms, captured, capturedMinor);
    captured = plus(captured, split);
    entries.push(ledgerEntry('CAPTURED', { ...parts, key: `captured:${id}`, amounts: amountsOf(split) }));
  }
  const released = releasedMinor(before, after);
  if (released > 0n) {
    const amounts = { authorized: released };
    entries.push(ledgerEntry('AUTHORIZATION_RELEASED', { ...parts, key: `released:${id}`, amounts }));
  }
  const refundedMinor = after.refundedMinor - before.refundedMinor;
  if (refundedMinor > 0n) {
    const split = refundSplit(terms, { captured, refunded }, refundedMinor);
    refunded = plus(refunded, split);
    const key = `refunded:${refundId ?? missing(id)}`;
    entries.push(ledgerEntry('REFUNDED', { ...parts, key, amounts: amountsOf(split) }));
  }
  if (refundedMinor < 0n) {
    const split = reversalSplit(refunded, -refundedMinor);
    refunded = minus(refunded, split);
    const key = `refund-came-back:${refundId ?? missing(id)}`;
    entries.push(ledgerEntry('REFUND_REVERSED', { ...parts, key, amounts: amountsOf(split) }));
  }
  if (entries.length === 0) return { entries, sellerOrder };
  return { entries, sellerOrder: { ...sellerOrder, book: { terms, taken: captured, givenBack: refunded } } };
}

function missing(id: PaymentOrderId): never {
  throw new Error(`${id}: a refunded amount without a refund`);
}

function releasedMinor(before: PaymentOrderAmounts, after: PaymentOrderAmounts): bigint {
  const isClosed = after.status === 'VOIDED' || (before.capturedMinor === 0n && after.capturedMinor > 0n);
  return isClosed && before.status !== 'VOIDED' ? after.amountMinor - after.capturedMinor : 0n;
}

function amountsOf({ payableMinor, commissionMinor, taxMinor }: SellerSplit) {
  return { payable: payableMinor, commission: commissionMinor, tax: taxMinor };
}
