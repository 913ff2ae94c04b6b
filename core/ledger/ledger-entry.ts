import type { PaymentOrderId, SellerId } from '../shared/ids.js';
import type { LedgerAccount, Side } from './account-chart.js';
import { accountChart } from './account-chart.js';
import type { AmountsOf, Leg, LedgerFact } from './recipes.js';
import { recipes } from './recipes.js';

/** One line of an entry; the amount is always positive and the side says which way. */
export type Posting = Readonly<{
  account: LedgerAccount;
  /** Whose account, where there is one per seller. */
  sellerId: SellerId | null;
  currency: string;
  amountMinor: bigint;
  side: Side;
}>;

/** An entry that a decision makes. It is written once and never changed; a mistake is answered by another entry. */
export type NewLedgerEntry = Readonly<{
  fact: LedgerFact;
  /** The business key: at most one entry has it, however often its fact arrives. */
  key: string;
  paymentOrderId: PaymentOrderId | null;
  postings: readonly Posting[];
}>;

/** What an entry is made of besides its fact; `sellerId` where the recipe has a seller's account. */
type EntryParts<Fact extends LedgerFact> = Readonly<{
  key: string;
  currency: string;
  amounts: AmountsOf<Fact>;
  sellerId?: SellerId;
  paymentOrderId?: PaymentOrderId;
}>;

/**
 * The entry of a fact by its recipe. Lines of nothing are left out. Throws on a missing or negative amount, on an entry
 * of nothing and on a missing seller: those are bugs of the caller.
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
  if (postings.length === 0) throw new Error(`${key}: an entry of nothing (${[...named.keys()].join()})`);
  return { fact, key, paymentOrderId: paymentOrderId ?? null, postings };
}

function amountNamed(name: string, named: ReadonlyMap<string, bigint>, key: string): bigint {
  const amount = named.get(name);
  if (amount === undefined || amount < 0n) throw new Error(`${key}: ${name} is ${amount ?? 'missing'}`);
  return amount;
}
