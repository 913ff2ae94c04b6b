import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { accountChart } from './account-chart.js';
import { ledgerEntry } from './ledger-entry.js';
import type { LedgerFact, Recipe } from './recipes.js';
import { recipes } from './recipes.js';
import { balanceChanges } from './seller-balance.js';

const facts = Object.keys(recipes).filter((name): name is LedgerFact => name in recipes);
const namesOf = (recipe: Recipe) => [...new Set(recipe.legs.flatMap(({ of }) => of))];

/** Amounts for every name used by a recipe; each at least one, so that no posting is omitted. */
const anyAmounts = fc.record(
  Object.fromEntries(
    facts.flatMap((fact) => namesOf(recipes[fact])).map((name) => [name, fc.bigInt(1n, 10n ** 15n)]),
  ),
);

const entryOf = (fact: LedgerFact, amounts: Record<string, bigint>) =>
  ledgerEntry(fact, {
    key: `test:${fact}`,
    currency: 'EUR',
    amounts: amounts as never,
    sellerId: newId('sel'),
  });

describe('the recipes', () => {
  test.each(facts)('%s names the same amounts on both sides', (fact) => {
    const legs: Recipe['legs'] = recipes[fact].legs;
    const named = (side: string) => legs.filter((leg) => leg.side === side).flatMap(({ of }) => of);
    const sorted = (names: readonly string[]) => names.toSorted().join();
    expect(sorted(named('DR'))).toBe(sorted(named('CR')));
  });

  test('sum to zero per currency, whatever the amounts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facts), anyAmounts, (fact, amounts) => {
        const { postings } = entryOf(fact, amounts);
        const sum = postings.reduce(
          (total, { side, amountMinor }) => total + (side === 'DR' ? amountMinor : -amountMinor),
          0n,
        );
        expect(sum).toBe(0n);
        expect(postings.every(({ amountMinor, currency }) => amountMinor > 0n && currency === 'EUR')).toBe(
          true,
        );
      }),
    );
  });

  test('name a seller only on per-seller accounts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facts), anyAmounts, (fact, amounts) => {
        for (const { account, sellerId } of entryOf(fact, amounts).postings)
          expect(sellerId !== null).toBe(accountChart[account].isPerSeller);
      }),
    );
  });

  test('change a seller’s balance by their postings to seller_payable', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...facts), anyAmounts), { maxLength: 8 }), (made) => {
        const entries = made.map(([fact, amounts]) => entryOf(fact, amounts));
        const posted = entries
          .flatMap(({ postings }) => postings)
          .filter(({ account }) => account === 'seller_payable')
          .reduce((sum, { side, amountMinor }) => sum + (side === 'CR' ? amountMinor : -amountMinor), 0n);
        const changed = balanceChanges(entries).reduce(
          (sum, { pendingMinor, availableMinor }) => sum + pendingMinor + availableMinor,
          0n,
        );
        expect(changed).toBe(posted);
      }),
    );
  });

  test('omit zero postings and reject an entry without amounts', () => {
    const amounts = { payable: 100n, commission: 0n, tax: 0n };
    const parts = { key: 'captured:x', currency: 'EUR', sellerId: newId('sel') };
    const accounts = ledgerEntry('CAPTURED', { ...parts, amounts }).postings.map(({ account }) => account);
    expect(accounts).toEqual(['auth_hold_offset', 'auth_hold', 'psp_clearing', 'seller_payable']);
    expect(() => ledgerEntry('CAPTURED', { ...parts, amounts: { ...amounts, payable: 0n } })).toThrow(
      'without amounts',
    );
  });

  test('reject a negative amount and a missing seller', () => {
    const amounts = { payable: 100n, commission: -1n, tax: 0n };
    const parts = { key: 'captured:x', currency: 'EUR' };
    expect(() => ledgerEntry('CAPTURED', { ...parts, sellerId: newId('sel'), amounts })).toThrow('-1');
    expect(() => ledgerEntry('CAPTURED', { ...parts, amounts: { ...amounts, commission: 1n } })).toThrow(
      'needs a seller',
    );
  });
});
