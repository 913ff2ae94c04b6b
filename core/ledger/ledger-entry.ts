import type { PaymentOrderId, SellerId } from '../shared/ids.js';
import type { LedgerAccount, Side } from './account-chart.js';
import { accountChart } from './account-chart.js';
import type { AmountsOf, Leg, LedgerFact } from './recipes.js';
import { recipes } from './recipes.js';

/** One line of an entry; the amount is always positive, the side gives the direction. */
export type Posting = Readonly<{
  account: LedgerAccount;
  /** Owner of an account that is kept per seller; otherwise null. */
  sellerId: SellerId | null;
  currency: string;
  amountMinor: bigint;
  side: Side;
}>;

/** A new ledger entry. It is written once and never changed; a mistake is corrected by another entry. */
export type NewLedgerEntry = Readonly<{
  fact: LedgerFact;
  /** The business key: unique, so that a fact is posted once even if it arrives repeatedly. */
  key: string;
  paymentOrderId: PaymentOrderId | null;
  postings: readonly Posting[];
}>;

/** Input of an entry besides its fact; `sellerId` is required if the recipe has a per-seller account. */
type EntryParts<Fact extends LedgerFact> = Readonly<{
  key: string;
  currency: string;
  amounts: AmountsOf<Fact>;
  sellerId?: SellerId;
  paymentOrderId?: PaymentOrderId;
}>;

/**
 * Builds the entry of a fact from its recipe, omitting zero postings. Throws on a missing or negative amount, an entry
 * without amounts, and a missing seller: those are bugs of the caller.
 */
export function ledgerEntry<Fact extends LedgerFact>(
  fact: Fact,
  { key, currency, amounts, sellerId, paymentOrderId }: EntryParts<Fact>,
): NewLedgerEntry {
  const named = new Map<string, bigint>(Object.entries(amounts));
  const legs: readonly Leg[] = recipes[fact].legs;
  const postings = legs
    .map(({ account, side, of }): Posting => {
      const isPerSeller = accountChart[account].isPerSeller;
      if (isPerSeller && sellerId === undefined) throw new Error(`${key}: ${account} needs a seller`);
      const amountMinor = of.reduce((sum, name) => sum + amountNamed(name, named, key), 0n);
      return { account, sellerId: isPerSeller ? (sellerId ?? null) : null, currency, amountMinor, side };
    })
    .filter(({ amountMinor }) => amountMinor > 0n);
  if (postings.length === 0)
    throw new Error(`${key}: an entry without amounts (${[...named.keys()].join()})`);
  return { fact, key, paymentOrderId: paymentOrderId ?? null, postings };
}

function amountNamed(name: string, named: ReadonlyMap<string, bigint>, key: string): bigint {
  const amount = named.get(name);
  if (amount === undefined || amount < 0n) throw new Error(`${key}: ${name} is ${amount ?? 'missing'}`);
  return amount;
}
