import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyCancellation } from './ending/cancellation.js';
import type { Checkout, CheckoutSellerOrder } from './model/checkout.js';
import { unchanged } from './model/checkout.js';
import { buildCheckout } from './testing/build-checkout.js';
import { requestRefund } from './refund/request-refund.js';
import { newId } from '../shared/ids.js';
import { sumMinor } from '../shared/money.js';
import { decideVoid } from './capture/decide-payment-order.js';
import { requestShippedCapture } from './capture/request-shipped-capture.js';
import { SaleWorld } from './testing/sale-world.js';

const STRATEGIES = ['MULTICAPTURE', 'SINGLE_CAPTURE', 'INTENT_PER_SELLER'] as const;

/**
 * The terms and actions of one seller: captured automatically, or ships parcels of so many thousandths of the total,
 * then the rest or nothing more.
 */
const seller = fc.record({
  totalMinor: fc.bigInt({ min: 1n, max: 500_000n }),
  commissionPercent: fc.integer({ min: 0, max: 40 }),
  taxPercent: fc.integer({ min: 0, max: 25 }),
  taxRemittedBy: fc.constantFrom('PLATFORM' as const, 'SELLER' as const),
  refundPolicy: fc.constantFrom('COMMISSION_RETURNED' as const, 'COMMISSION_KEPT' as const),
  actions: fc.option(
    fc.record({
      parcels: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 3 }),
      sendsRest: fc.boolean(),
    }),
    { nil: null },
  ),
});
const refund = fc.record({ nth: fc.nat(20), thousandths: fc.integer({ min: 1, max: 1_000 }) });
const sale = fc.record({
  sellers: fc.array(seller, { minLength: 1, maxLength: 5 }),
  /** Who acts next; remaining actions follow in list order. */
  turns: fc.array(fc.nat(20), { maxLength: 20 }),
  refunds: fc.array(refund, { maxLength: 6 }),
  isCanceled: fc.boolean(),
});
type Sale = typeof sale extends fc.Arbitrary<infer Value> ? Value : never;
type Seller = Sale['sellers'][number];

test('all three strategies post the same ledger amounts for the same order', () => {
  fc.assert(
    fc.property(sale, (given) => {
      const checkout = checkoutOf(given.sellers);
      const worlds = STRATEGIES.map((strategy) => playOut(new SaleWorld(checkout, strategy), given));
      const [multicapture, ...others] = worlds.map(ledgerOf);
      for (const ledger of others) expect(ledger).toEqual(multicapture);
      for (const world of worlds) expectAgreement(world);
    }),
    { numRuns: 500 },
  );
});

function checkoutOf(sellers: readonly Seller[]): Checkout {
  const checkout = buildCheckout({ sellers: sellers.length });
  const sellerOrders = checkout.sellerOrders.map((each, nth) => sellerOrderOf(each, sellers[nth] ?? fail()));
  const amountMinor = sumMinor(sellerOrders.map(({ totalMinor }) => totalMinor));
  return {
    ...checkout,
    order: { ...checkout.order, totalMinor: amountMinor },
    payment: { ...checkout.payment, amountMinor },
    sellerOrders,
  };
}

function sellerOrderOf(sellerOrder: CheckoutSellerOrder, each: Seller): CheckoutSellerOrder {
  const { totalMinor, taxRemittedBy, refundPolicy, actions } = each;
  const commissionMinor = (totalMinor * BigInt(each.commissionPercent)) / 100n;
  const taxMinor = (totalMinor * BigInt(each.taxPercent)) / 100n;
  const terms = { totalMinor, commissionMinor, taxMinor, taxRemittedBy, refundPolicy };
  return {
    ...sellerOrder,
    totalMinor,
    captureMode: actions === null ? 'AUTOMATIC' : 'ON_SHIPMENT',
    book: { ...sellerOrder.book, terms },
  };
}

/** The sellers act, the PSP answers, refunds follow, and the order may be canceled in the end. */
function playOut(world: SaleWorld, { sellers, turns, refunds, isCanceled }: Sale): SaleWorld {
  const { sellerOrders } = world.checkout;
  const todo = sellerOrders.map((each, nth) => actionsOf(each, sellers[nth] ?? fail()));
  for (const turn of turns) todo[turn % todo.length]?.shift()?.(world);
  for (const action of todo.flat()) action(world);
  for (const { nth, thousandths } of refunds) refundPart(world, nth, BigInt(thousandths));
  if (!isCanceled) return world;
  const canceled = applyCancellation(world.checkout, { reason: 'OTHER', by: 'OPERATOR', shipped: [] });
  if ('code' in canceled) throw new Error(canceled.code);
  world.apply(canceled);
  world.settle();
  return world;
}

function actionsOf(
  { id, totalMinor }: CheckoutSellerOrder,
  { actions }: Seller,
): ((world: SaleWorld) => void)[] {
  if (actions === null) return [];
  const ship = (amountMinor: bigint, isLast: boolean) => (world: SaleWorld) => {
    world.apply(requestShippedCapture(unchanged(world.checkout), { sellerOrderId: id, amountMinor, isLast }));
    world.settle();
  };
  const voidRest = (world: SaleWorld) => {
    const rest = world.checkout.paymentOrders.findLast(({ sellerOrderId }) => sellerOrderId === id) ?? fail();
    // What was shipped is not voided; without multicapture it is not captured yet, so it could be.
    if (rest.captureDue) return;
    const change = decideVoid(world.checkout, { paymentOrderId: rest.id, reason: 'sold out' });
    if ('code' in change) throw new Error(change.code);
    world.apply(change);
    world.settle();
  };
  const parcels = actions.parcels.map((thousandths) =>
    ship((totalMinor * BigInt(thousandths)) / 1_000n, false),
  );
  return [...parcels, actions.sendsRest ? ship(0n, true) : voidRest];
}

function refundPart(world: SaleWorld, nth: number, thousandths: bigint): void {
  const { paymentOrders } = world.checkout;
  const inOrder = paymentOrders.toSorted((a, b) => placeOf(world, a) - placeOf(world, b));
  const paymentOrder = inOrder[nth % inOrder.length] ?? fail();
  const amountMinor = (paymentOrder.capturedMinor * thousandths) / 1_000n;
  const wanted = {
    id: newId('ref'),
    paymentOrderId: paymentOrder.id,
    amountMinor,
    reason: 'RETURNED',
    note: '',
  } as const;
  const change = amountMinor === 0n ? null : requestRefund(unchanged(world.checkout), wanted);
  if (change === null || 'code' in change) return;
  world.apply(change);
  world.settle();
}

/**
 * The position of its seller: payment orders of one seller stay in the order of their parcels, whatever the others did
 * in between.
 */
function placeOf({ checkout }: SaleWorld, { sellerOrderId }: { sellerOrderId: string }): number {
  return checkout.sellerOrders.findIndex(({ id }) => id === sellerOrderId);
}

/** The total debits and credits per account and fact, however many entries they took. */
function ledgerOf({ entries }: SaleWorld): ReadonlyMap<string, bigint> {
  const ledger = new Map<string, bigint>();
  for (const { fact, postings } of entries)
    for (const { account, sellerId, side, amountMinor } of postings) {
      const name = [fact, account, sellerId ?? 'platform', side].join(' ');
      ledger.set(name, (ledger.get(name) ?? 0n) + amountMinor);
    }
  return new Map([...ledger].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Our ledger, the payment and the PSP agree, and no authorization is open. */
function expectAgreement({ checkout, entries, authorizations }: SaleWorld): void {
  const balance = (account: string) =>
    sumMinor(
      entries
        .flatMap(({ postings }) => postings)
        .filter((posting) => posting.account === account)
        .map(({ side, amountMinor }) => (side === 'DR' ? amountMinor : -amountMinor)),
    );
  const atPsp = [...authorizations.values()];
  expect(atPsp.filter(({ isOpen }) => isOpen)).toEqual([]);
  expect(sumMinor(atPsp.map(({ authorized }) => authorized))).toBe(checkout.payment.authorizedMinor);
  expect(sumMinor(atPsp.map(({ captured }) => captured))).toBe(checkout.payment.capturedMinor);
  expect(sumMinor(atPsp.map(({ refunded }) => refunded))).toBe(checkout.payment.refundedMinor);
  expect(balance('auth_hold')).toBe(0n);
  expect(balance('psp_clearing')).toBe(checkout.payment.capturedMinor - checkout.payment.refundedMinor);
  expect(checkout.payment.authorization).toBe('CLOSED');
}

function fail(): never {
  throw new Error('the sale is smaller than the test expects');
}
