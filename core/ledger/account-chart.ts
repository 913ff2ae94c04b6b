/** Where an amount stands in an entry: debit or credit. */
export type Side = 'DR' | 'CR';

type AccountKind = 'MEMO' | 'ASSET' | 'LIABILITY' | 'REVENUE' | 'EXPENSE';

/** One account of the chart. Its balance is counted on the normal side, so that an ordinary balance is positive. */
export type AccountDefinition = Readonly<{
  title: string;
  kind: AccountKind;
  normalSide: Side;
  /** One account per seller instead of one for the platform. */
  isPerSeller: boolean;
  /** What its balance tells. */
  meaning: string;
}>;

/**
 * The chart of accounts. The table `ledger_account` has the same rows; a test compares the two. Every account is kept
 * per currency; there is no entry that changes one currency into another.
 */
export const accountChart = {
  auth_hold: {
    title: 'Open holds',
    kind: 'MEMO',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Money that is held on cards and neither taken nor released. Not ours: it ends at zero.',
  },
  auth_hold_offset: {
    title: 'Open holds, other half',
    kind: 'MEMO',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'The other half of the memo pair, so that a hold is an entry like any other.',
  },
  psp_clearing: {
    title: 'Money at the PSP',
    kind: 'ASSET',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'What the PSP owes the platform; its own balance must be the same.',
  },
  seller_payable: {
    title: 'Owed to a seller',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: true,
    meaning: 'What the platform owes the seller; negative when refunds exceed what the seller has earned.',
  },
  platform_commission: {
    title: 'Commission',
    kind: 'REVENUE',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'What the platform has earned.',
  },
  tax_payable: {
    title: 'Tax to pass on',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'Tax that the platform has collected and owes the tax offices.',
  },
  psp_fees: {
    title: 'Fees of the PSP',
    kind: 'EXPENSE',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'What the PSP has kept for its work.',
  },
  dispute_reserve: {
    title: 'Disputed money',
    kind: 'ASSET',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'What the PSP has taken back for disputes that are open.',
  },
  payouts_in_transit: {
    title: 'Payouts under way',
    kind: 'LIABILITY',
    normalSide: 'CR',
    isPerSeller: false,
    meaning: 'What was asked to be paid out and is neither paid nor failed.',
  },
  platform_loss: {
    title: 'Losses of the platform',
    kind: 'EXPENSE',
    normalSide: 'DR',
    isPerSeller: false,
    meaning: 'Lost disputes that the platform bears instead of the seller.',
  },
} as const satisfies Record<string, AccountDefinition>;

export type LedgerAccount = keyof typeof accountChart;
