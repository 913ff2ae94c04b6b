import fc from 'fast-check';

import type { CommissionPlan } from '../../catalog/commission.js';
import { refundPolicies, taxRemitters } from '../../catalog/commission.js';
import { newId } from '../../shared/ids.js';
import { CURRENCIES } from '../../shared/currency.js';
import { money, stepMinorOf } from '../../shared/money.js';
import type { Cart, CartLine } from '../cart.js';
import type { ShippingTerms } from '../../catalog/shipping.js';
import { weightClasses } from '../../catalog/shipping.js';
import type { TaxRate } from '../../catalog/tax.js';
import { taxClasses } from '../../catalog/tax.js';

export const anyCurrency = fc.constantFrom(...CURRENCIES.map(({ code }) => code));

const minor = fc.bigInt(0n, 100_000n);

const anyShipping: fc.Arbitrary<ShippingTerms> = fc.record({
  pricesMinor: fc.record({ LETTER: minor, PARCEL: minor, BULKY: minor }),
  freeFromMinor: fc.option(fc.bigInt(1n, 10n ** 9n)),
  version: fc.nat(),
});

/** Any commission plan that the database accepts. */
export const anyPlan: fc.Arbitrary<CommissionPlan> = fc
  .record({
    bps: fc.integer({ min: 0, max: 10_000 }),
    fixedMinor: minor,
    minMinor: minor,
    above: fc.option(minor),
    refundPolicy: fc.constantFrom(...refundPolicies),
    taxRemittedBy: fc.constantFrom(...taxRemitters),
    version: fc.nat(),
  })
  .map(({ above, ...plan }) => ({ ...plan, maxMinor: above === null ? null : plan.minMinor + above }));

/** Tax rates of any destination: some classes untaxed, some included in prices, some added. */
export const anyRates: fc.Arbitrary<readonly TaxRate[]> = fc.uniqueArray(
  fc.record({
    taxClass: fc.constantFrom(...taxClasses),
    bps: fc.integer({ min: 0, max: 10_000 }),
    isIncluded: fc.boolean(),
  }),
  { selector: ({ taxClass }) => taxClass },
);

const anySeller = fc.record({ shipping: anyShipping, commission: anyPlan }).map((terms) => ({
  ...terms,
  id: newId('sel'),
  slug: 's',
  name: 'S',
  tagline: '',
  accent: 'teal',
  captureMode: 'AUTOMATIC' as const,
}));

/** Any cart in any currency, with up to six sellers and forty lines. */
export const anyCart: fc.Arbitrary<Cart> = fc
  .record({
    currency: anyCurrency,
    taxRates: anyRates,
    sellers: fc.array(anySeller, { minLength: 1, maxLength: 6 }),
    lines: fc.array(
      fc.record({
        price: fc.bigInt(1n, 10n ** 12n),
        quantity: fc.integer({ min: 1, max: 99 }),
        taxClass: fc.constantFrom(...taxClasses),
        weightClass: fc.constantFrom(...weightClasses),
        of: fc.nat(),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ currency, taxRates, sellers, lines }): Cart => {
    const cartLines = lines.flatMap(({ price, quantity, of, ...classes }): CartLine[] => {
      const seller = sellers[of % sellers.length];
      if (seller === undefined) return [];
      const item = {
        ...{ ...classes, id: newId('itm'), sellerId: seller.id, sku: 'A-1', upc: null, name: 'Mug' },
        ...{
          description: '',
          category: 'Ceramics',
          picture: 'mug',
          price: money(price * stepMinorOf(currency), currency),
        },
        ...{ availableUnits: 50, active: true, version: 1, seller },
      };
      return [{ item, quantity }];
    });
    const id = newId('crt');
    return { id, currency, destination: 'DE', taxRates, version: 1, orderId: null, lines: cartLines };
  });
