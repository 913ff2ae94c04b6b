import { expect, test } from 'vitest';

import { applyPspFact } from '../payments/apply-psp-fact.js';
import { unchanged } from '../payments/checkout.js';
import { buildCheckout } from '../payments/testing/build-checkout.js';
import { requestShippedCapture } from './request-shipped-capture.js';

test('the share of a seller who is captured on shipment is asked for with his last parcel, once', () => {
  const placed = buildCheckout({ sellers: 2, captureMode: 'ON_SHIPMENT' });
  const intentId = placed.intents[0]?.id;
  const sellerOrderId = placed.sellerOrders[1]?.id;
  if (intentId === undefined || sellerOrderId === undefined) throw new Error('an empty checkout');
  const fact = { kind: 'AUTHORIZED', amountMinor: 2_000n, multicapture: true, captureBefore: null } as const;
  const { after: held } = applyPspFact(placed, { intentId, paymentOrderId: null }, fact);
  const part = requestShippedCapture(unchanged(held), { sellerOrderId, amountMinor: 400n, isLast: false });
  expect(part.steps).toEqual([]);
  const last = requestShippedCapture(part, { sellerOrderId, amountMinor: 600n, isLast: true });
  expect(last.steps.map(({ params }) => params)).toMatchObject([{ kind: 'CAPTURE', amountMinor: 1_000n }]);
  expect(last.after.paymentOrders.map(({ status }) => status).toSorted()).toEqual([
    'CAPTURE_REQUESTED',
    'INITIATED_PENDING',
  ]);
  const again = requestShippedCapture(last, { sellerOrderId, amountMinor: 600n, isLast: true });
  expect(again.steps).toHaveLength(1);
});
