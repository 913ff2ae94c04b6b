import fc from 'fast-check';
import { expect, test } from 'vitest';

import { retryDelayMs, stepParams } from './payment-step.js';

test('retries wait longer each time, up to five minutes, and never less than half of the step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        const ceiling = Math.min(300_000, 500 * 2 ** (attempt - 1));
        const delay = retryDelayMs(attempt, random);
        expect(delay).toBeGreaterThanOrEqual(ceiling / 2);
        expect(delay).toBeLessThanOrEqual(ceiling);
      },
    ),
  );
});

test('parameters come back from storage as they went in, large amounts included', () => {
  const stored = {
    kind: 'CAPTURE',
    pspIntentId: 'pi_1',
    amountMinor: '9007199254740993',
    finalCapture: false,
  };
  expect(stepParams.parse(stored)).toEqual({ ...stored, amountMinor: 9_007_199_254_740_993n });
  expect(() => stepParams.parse({ ...stored, amountMinor: '12.5' })).toThrow('Invalid string');
});
