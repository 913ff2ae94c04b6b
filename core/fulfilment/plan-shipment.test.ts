import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isDomainError } from '../shared/domain-error.js';
import { sumMinor } from '../shared/money.js';
import type { ShippableLine } from './plan-shipment.js';
import { planShipment } from './plan-shipment.js';

const line = (id: string, over: Partial<ShippableLine> = {}): ShippableLine => ({
  id,
  quantity: 3,
  shippedUnits: 0,
  grossMinor: 1_000n,
  ...over,
});

describe('a parcel', () => {
  test('without named lines contains everything left and is the last one', () => {
    const lines = [line('a', { shippedUnits: 1 }), line('b', { shippedUnits: 3 })];
    expect(planShipment({ totalMinor: 2_500n, lines }, null)).toEqual({
      lines: [{ orderLineId: 'a', quantity: 2 }],
      amountMinor: 667n,
      isLast: true,
    });
  });

  test('includes the delivery charge only if it is the first', () => {
    const order = { totalMinor: 1_500n, lines: [line('a')] };
    expect(planShipment(order, [{ orderLineId: 'a', quantity: 1 }])).toMatchObject({ amountMinor: 833n });
    const later = { totalMinor: 1_500n, lines: [line('a', { shippedUnits: 1 })] };
    expect(planShipment(later, [{ orderLineId: 'a', quantity: 1 }])).toMatchObject({ amountMinor: 334n });
  });

  test('with more units than are left is rejected with the units left of each line', () => {
    const order = { totalMinor: 2_500n, lines: [line('a', { shippedUnits: 2 }), line('b')] };
    const wanted = [
      { orderLineId: 'a', quantity: 2 },
      { orderLineId: 'b', quantity: 3 },
    ];
    expect(planShipment(order, wanted)).toEqual({
      code: 'UNITS_NOT_LEFT',
      lines: [{ orderLineId: 'a', wanted: 2, left: 1 }],
    });
  });

  test.each([
    ['a line of another order', ['a', 'x'], 'lines.1.orderLineId'],
    ['the same line twice', ['a', 'a'], 'lines.1.orderLineId'],
  ])('that names %s is rejected', (_what, ids, field) => {
    const wanted = ids.map((orderLineId) => ({ orderLineId, quantity: 1 }));
    const order = { totalMinor: 1_000n, lines: [line('a')] };
    expect(planShipment(order, wanted)).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

test('however a seller order is split into parcels, their amounts are positive and sum exactly to its total', () => {
  const anyLine = fc.record({
    quantity: fc.integer({ min: 1, max: 9 }),
    unit: fc.bigInt(1n, 9_999n),
    tax: fc.bigInt(0n, 5_000n),
  });
  const anyCuts = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 }), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 5 }),
      fc.bigInt(0n, 9_999n),
      anyCuts,
      (made, delivery, cuts) => {
        let lines = made.map(({ quantity, unit, tax }, index) =>
          line(`l${index}`, { quantity, grossMinor: unit * BigInt(quantity) + tax }),
        );
        const totalMinor = sumMinor(lines.map(({ grossMinor }) => grossMinor)) + delivery;
        const amounts: bigint[] = [];
        const ship = (wanted: Parameters<typeof planShipment>[1]) => {
          const planned = planShipment({ totalMinor, lines }, wanted);
          if (isDomainError(planned)) throw new Error(planned.code);
          amounts.push(planned.amountMinor);
          lines = lines.map((each) => {
            const sent = planned.lines.find(({ orderLineId }) => orderLineId === each.id)?.quantity ?? 0;
            return { ...each, shippedUnits: each.shippedUnits + sent };
          });
          return planned.isLast;
        };
        let isDone = false;
        for (const cut of cuts) {
          const wanted = lines.flatMap(({ id, quantity, shippedUnits }, index) => {
            const units = Math.min(cut[index] ?? 0, quantity - shippedUnits);
            return units > 0 ? [{ orderLineId: id, quantity: units }] : [];
          });
          if (wanted.length > 0) isDone = ship(wanted);
        }
        isDone ||= ship(null);
        expect(isDone).toBe(true);
        expect(amounts.every((amount) => amount > 0n)).toBe(true);
        expect(sumMinor(amounts)).toBe(totalMinor);
      },
    ),
  );
});
