/** Side of a posting: debit or credit. */
export type Side = 'DR' | 'CR';

type AccountKind = 'MEMO' | 'ASSET' | 'LIABILITY' | 'REVENUE' | 'EXPENSE';

/** An account of the chart. Its balance is counted on the normal side, so that it is usually positive. */
export type AccountDefinition = Readonly<{
  title: string;
  kind: AccountKind;
  normalSide: Side;
  /** One account per seller instead of one for the platform. */
  isPerSeller: boolean;
  /** What its balance means. */
  meaning: string;
}>;

/**
 * The chart of accounts. The table `ledger_account` has the same rows; a test compares the two. Every account is kept
 * per currency; no entry converts between currencies.
 */
export const accountChart = {
  auth_hold: {
    title: 'Open authorizations',
    kind: 'MEMO',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Authorized on cards and neither captured nor released. Not our money: it ends at zero.',
  },
  auth_hold_offset: {
    title: 'Open authorizations, other half',
    kind: 'MEMO',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'Counterpart of the memo pair, so that an authorization is an ordinary balanced entry.',
  },
  psp_clearing: {
    title: 'Money at the PSP',
    kind: 'ASSET',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'What the PSP owes the platform; must equal the balance at the PSP.',
  },
  seller_payable: {
    title: 'Owed to a seller',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: true,
    meaning: 'What the platform owes the seller; negative if refunds exceed the seller’s earnings.',
  },
  platform_commission: {
    title: 'Commission',
    kind: 'REVENUE',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'Commission earned by the platform.',
  },
  tax_payable: {
    title: 'Tax to pass on',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'Tax that the platform has collected and must remit.',
  },
  psp_fees: {
    title: 'Fees of the PSP',
    kind: 'EXPENSE',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Fees charged by the PSP.',
  },
  dispute_reserve: {
    title: 'Disputed money',
    kind: 'ASSET',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Amounts debited by the PSP for open disputes.',
  },
  payouts_in_transit: {
    title: 'Payouts under way',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'Payouts that are requested and neither paid nor failed.',
  },
  platform_loss: {
    title: 'Losses of the platform',
    kind: 'EXPENSE',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Lost disputes borne by the platform instead of the seller.',
  },
} as const satisfies Record<string, AccountDefinition>;

export type LedgerAccount = keyof typeof accountChart;
