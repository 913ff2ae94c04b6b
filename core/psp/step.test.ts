import fc from 'fast-check';
import { expect, test } from 'vitest';

import { retryDelayMs } from '../shared/back-off.js';
import { captureStep } from '../checkout/steps/capture-step.js';
import { newId } from '../shared/ids.js';
import { STEP_BACK_OFF } from './step.js';

test('retry delays grow exponentially up to five minutes, with at least half of each delay fixed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        const ceiling = Math.min(300_000, 500 * 2 ** (attempt - 1));
        const delay = retryDelayMs(STEP_BACK_OFF, attempt, random);
        expect(delay).toBeGreaterThanOrEqual(ceiling / 2);
        expect(delay).toBeLessThanOrEqual(ceiling);
      },
    ),
  );
});

test('parameters survive storage unchanged, large amounts included', () => {
  const paymentOrderId = newId('po');
  const params = {
    ...{
      intentId: newId('pin'),
      pspIntentId: 'pi_1',
      amountMinor: 9_007_199_254_740_993n,
      finalCapture: false,
    },
    ...{ paymentOrderIds: [paymentOrderId], captured: paymentOrderId, captureNumber: 1 },
  };
  const step = captureStep.schedule(params, {
    id: newId('stp'),
    subject: { type: 'order', id: newId('ord') },
  });
  expect(step.params['amountMinor']).toBe('9007199254740993');
  expect(captureStep.paramsOf(JSON.parse(JSON.stringify(step)) as typeof step)).toEqual(params);
  const broken = { params: { ...step.params, amountMinor: '12.5' } };
  expect(() => captureStep.paramsOf(broken)).toThrow('Invalid string');
});
