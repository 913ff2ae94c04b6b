import { expect, test } from 'vitest';

import { unchanged } from '../model/checkout.js';
import { requestShippedCapture } from './request-shipped-capture.js';
import { CaptureWorld } from '../testing/capture-world.js';
import { openStep } from '../testing/open-step.js';

const part = { amountMinor: 400n, isLast: false };
const last = { amountMinor: 600n, isLast: true };

test('a part that is shipped is split off and asked for; the last parcel asks for the rest, once', () => {
  const { checkout } = new CaptureWorld({ modes: ['ON_SHIPMENT', 'ON_SHIPMENT'], multicapture: true });
  const sellerOrderId = checkout.sellerOrders[1]?.id;
  if (sellerOrderId === undefined) throw new Error('two seller orders');
  const parted = requestShippedCapture(unchanged(checkout), { sellerOrderId, ...part });
  expect(parted.steps.map(openStep)).toMatchObject([{ kind: 'CAPTURE', amountMinor: 400n }]);
  const done = requestShippedCapture(parted, { sellerOrderId, ...last });
  expect(done.steps.map(openStep)).toMatchObject([
    { amountMinor: 400n, finalCapture: false },
    { amountMinor: 600n, finalCapture: false },
  ]);
  expect(requestShippedCapture(done, { sellerOrderId, ...last }).steps).toHaveLength(2);
});

test('where the PSP allows no further capture a part waits for its rest', () => {
  const sellers = Array(49).fill('ON_SHIPMENT') as 'ON_SHIPMENT'[];
  const { checkout } = new CaptureWorld({ modes: sellers, multicapture: true });
  const sellerOrderId = checkout.sellerOrders[0]?.id;
  if (sellerOrderId === undefined) throw new Error('49 seller orders');
  const parted = requestShippedCapture(unchanged(checkout), { sellerOrderId, ...part });
  expect(parted.steps).toEqual([]);
  const done = requestShippedCapture(parted, { sellerOrderId, ...last });
  expect(done.steps.map(openStep)).toMatchObject([{ kind: 'CAPTURE', amountMinor: 1_000n }]);
});
