import { describe, expect, test } from 'vitest';

import { applyPspFact } from '../checkout/apply-psp-fact.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { movePaymentOrder, unchanged } from '../checkout/model/checkout.js';
import { buildCheckout } from '../checkout/testing/build-checkout.js';
import { newId } from '../shared/ids.js';
import type { NewLedgerEntry } from './ledger-entry.js';

const AUTHORIZED_FACT = {
  kind: 'AUTHORIZED',
  amountMinor: 3_000n,
  multicapture: true,
  captureBefore: null,
} as const;

function authorized(): CheckoutChange {
  const checkout = buildCheckout();
  const intentId = checkout.intents[0]?.id;
  if (intentId === undefined) throw new Error('the checkout has no intent');
  return applyPspFact(checkout, { intentId, paymentOrderIds: [] }, AUTHORIZED_FACT);
}

function firstPaymentOrder(checkout: Checkout) {
  const [paymentOrder] = checkout.paymentOrders;
  if (paymentOrder === undefined) throw new Error('there is no payment order');
  return paymentOrder;
}

const linesOf = (entries: readonly NewLedgerEntry[]) =>
  entries.flatMap(({ fact, postings }) =>
    postings.map(({ side, account, amountMinor }) => `${fact}: ${side} ${account} ${amountMinor}`),
  );

describe('the ledger entries of a checkout', () => {
  test('include the full authorization once, as a memo', () => {
    expect(linesOf(authorized().ledgerEntries)).toEqual([
      'AUTHORIZED: DR auth_hold 3000',
      'AUTHORIZED: CR auth_hold_offset 3000',
    ]);
  });

  test('reverse the memo of a captured payment order and split its amount between seller, platform and tax', () => {
    const checkout = authorized().after;
    const { id } = firstPaymentOrder(checkout);
    const change = movePaymentOrder(unchanged(checkout), {
      id,
      event: 'captured',
      patch: { capturedMinor: 1_000n },
    });
    expect(change.ledgerEntries.map(({ key }) => key)).toEqual([`captured:${id}`]);
    expect(linesOf(change.ledgerEntries)).toEqual([
      'CAPTURED: DR auth_hold_offset 1000',
      'CAPTURED: CR auth_hold 1000',
      'CAPTURED: DR psp_clearing 1000',
      'CAPTURED: CR seller_payable 740',
      'CAPTURED: CR platform_commission 100',
      'CAPTURED: CR tax_payable 160',
    ]);
  });

  test('release the rest of a partially captured payment order', () => {
    const checkout = authorized().after;
    const { id } = firstPaymentOrder(checkout);
    const change = movePaymentOrder(unchanged(checkout), {
      id,
      event: 'captured',
      patch: { capturedMinor: 400n },
    });
    expect(linesOf(change.ledgerEntries).slice(-2)).toEqual([
      'AUTHORIZATION_RELEASED: DR auth_hold_offset 600',
      'AUTHORIZATION_RELEASED: CR auth_hold 600',
    ]);
  });

  test('release a voided payment order', () => {
    const checkout = authorized().after;
    const { id } = firstPaymentOrder(checkout);
    const failed = movePaymentOrder(unchanged(checkout), { id, event: 'captureFailed' }).after;
    const change = movePaymentOrder(unchanged(failed), { id, event: 'voided' });
    expect(change.ledgerEntries.map(({ key }) => key)).toEqual([`released:${id}`]);
    expect(linesOf(change.ledgerEntries)).toEqual([
      'AUTHORIZATION_RELEASED: DR auth_hold_offset 1000',
      'AUTHORIZATION_RELEASED: CR auth_hold 1000',
    ]);
  });

  test('split each refund like its capture, once, and undo it if the refund is reversed', () => {
    const refundIds = [newId('ref'), newId('ref')] as const;
    const checkout = authorized().after;
    const { id } = firstPaymentOrder(checkout);
    const captured = movePaymentOrder(unchanged(checkout), {
      id,
      event: 'captured',
      patch: { capturedMinor: 1_000n },
    });
    const part = movePaymentOrder(unchanged(captured.after), {
      id,
      event: 'partRefunded',
      refundId: refundIds[0],
      patch: { refundedMinor: 500n },
    });
    const rest = movePaymentOrder(unchanged(part.after), {
      id,
      event: 'allRefunded',
      refundId: refundIds[1],
      patch: { refundedMinor: 1_000n },
    });
    const keys = [...part.ledgerEntries, ...rest.ledgerEntries].map(({ key }) => key);
    expect(keys).toEqual([`refunded:${refundIds[0]}`, `refunded:${refundIds[1]}`]);
    expect(linesOf(part.ledgerEntries)).toEqual([
      'REFUNDED: DR seller_payable 370',
      'REFUNDED: DR platform_commission 50',
      'REFUNDED: DR tax_payable 80',
      'REFUNDED: CR psp_clearing 500',
    ]);
    const reversed = movePaymentOrder(unchanged(rest.after), {
      id,
      event: 'partReversed',
      refundId: refundIds[0],
      patch: { refundedMinor: 500n },
    });
    expect(reversed.ledgerEntries.map(({ key }) => key)).toEqual([`refund-came-back:${refundIds[0]}`]);
    expect(linesOf(reversed.ledgerEntries)).toEqual([
      'REFUND_REVERSED: DR psp_clearing 500',
      'REFUND_REVERSED: CR seller_payable 370',
      'REFUND_REVERSED: CR platform_commission 50',
      'REFUND_REVERSED: CR tax_payable 80',
    ]);
  });

  test('are empty for a move that moves no money', () => {
    const checkout = authorized().after;
    const { id } = firstPaymentOrder(checkout);
    expect(movePaymentOrder(unchanged(checkout), { id, event: 'captureDeferred' }).ledgerEntries).toEqual([]);
  });
});
