import { expect, test } from 'vitest';

import { unchanged } from '../model/checkout.js';
import { requestShippedCapture } from './request-shipped-capture.js';
import { CaptureWorld } from '../testing/capture-world.js';
import { openStep } from '../testing/open-step.js';

const parcel = { amountMinor: 400n, isLast: false };
const last = { amountMinor: 600n, isLast: true };

test('a partial shipment is split off and captured; the last parcel captures the rest, once', () => {
  const { checkout } = new CaptureWorld({ modes: ['ON_SHIPMENT', 'ON_SHIPMENT'], multicapture: true });
  const sellerOrderId = checkout.sellerOrders[1]?.id;
  if (sellerOrderId === undefined) throw new Error('two seller orders');
  const split = requestShippedCapture(unchanged(checkout), { sellerOrderId, ...parcel });
  expect(split.steps.map(openStep)).toMatchObject([{ kind: 'CAPTURE', amountMinor: 400n }]);
  const done = requestShippedCapture(split, { sellerOrderId, ...last });
  expect(done.steps.map(openStep)).toMatchObject([
    { amountMinor: 400n, finalCapture: false },
    { amountMinor: 600n, finalCapture: false },
  ]);
  expect(requestShippedCapture(done, { sellerOrderId, ...last }).steps).toHaveLength(2);
});

test('at the capture limit of the PSP, a partial shipment waits for the rest', () => {
  const sellers = Array(49).fill('ON_SHIPMENT') as 'ON_SHIPMENT'[];
  const { checkout } = new CaptureWorld({ modes: sellers, multicapture: true });
  const sellerOrderId = checkout.sellerOrders[0]?.id;
  if (sellerOrderId === undefined) throw new Error('49 seller orders');
  const split = requestShippedCapture(unchanged(checkout), { sellerOrderId, ...parcel });
  expect(split.steps).toEqual([]);
  const done = requestShippedCapture(split, { sellerOrderId, ...last });
  expect(done.steps.map(openStep)).toMatchObject([{ kind: 'CAPTURE', amountMinor: 1_000n }]);
});
