import type { LedgerAccount, Side } from './account-chart.js';

/** One line of a recipe: the sum of the named amounts on one side of an account. */
export type Leg = Readonly<{ side: Side; account: LedgerAccount; of: readonly string[] }>;

export type Recipe = Readonly<{
  /** When it is written. */
  meaning: string;
  /** What has to be built before anything posts it; left out of recipes that are in use. */
  plannedFor?: string;
  /** What makes the entry unique: the same fact cannot be written twice. */
  key: string;
  /** Where a seller's part of it stands in their balance. */
  funds: 'PENDING' | 'AVAILABLE';
  legs: readonly Leg[];
}>;

const authorization = ['held'];
const gross = ['payable', 'commission', 'tax'];

/**
 * Every fact that moves money, and the postings it leads to. Those that are planned are agreed but nothing posts them yet;
 * a test compares. Debits and credits of a recipe name the same amounts, so an
 * entry sums to zero whatever the amounts are.
 */
export const recipes = {
  AUTHORIZED: {
    meaning: 'The bank holds the money of an attempt.',
    key: 'authorized:<payment intent>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'auth_hold', of: authorization },
      { side: 'CR', account: 'auth_hold_offset', of: authorization },
    ],
  },
  AUTHORIZATION_RELEASED: {
    meaning: 'A part of a hold is given back: voided, expired, or left over after its capture.',
    key: 'released:<payment order>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'auth_hold_offset', of: authorization },
      { side: 'CR', account: 'auth_hold', of: authorization },
    ],
  },
  CAPTURED: {
    meaning: 'The PSP took a seller’s share: the hold becomes money, and the money is shared out.',
    key: 'captured:<payment order>',
    funds: 'PENDING',
    legs: [
      { side: 'DR', account: 'auth_hold_offset', of: gross },
      { side: 'CR', account: 'auth_hold', of: gross },
      { side: 'DR', account: 'psp_clearing', of: gross },
      { side: 'CR', account: 'seller_payable', of: ['payable'] },
      { side: 'CR', account: 'platform_commission', of: ['commission'] },
      { side: 'CR', account: 'tax_payable', of: ['tax'] },
    ],
  },
  PSP_FEE_CHARGED: {
    meaning: 'The PSP kept a fee.',
    plannedFor: 'PSP fees',
    key: 'fee:<balance transaction of the PSP>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_fees', of: ['fee'] },
      { side: 'CR', account: 'psp_clearing', of: ['fee'] },
    ],
  },
  REFUNDED: {
    meaning: 'The shopper got money of a seller’s share back; commission and tax by the seller’s plan.',
    key: 'refunded:<refund>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'seller_payable', of: ['payable'] },
      { side: 'DR', account: 'platform_commission', of: ['commission'] },
      { side: 'DR', account: 'tax_payable', of: ['tax'] },
      { side: 'CR', account: 'psp_clearing', of: gross },
    ],
  },
  REFUND_REVERSED: {
    meaning:
      'A bank sent a refund back: what was taken for it is given back, shared out as what had been given back was.',
    key: 'refund-came-back:<refund>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_clearing', of: gross },
      { side: 'CR', account: 'seller_payable', of: ['payable'] },
      { side: 'CR', account: 'platform_commission', of: ['commission'] },
      { side: 'CR', account: 'tax_payable', of: ['tax'] },
    ],
  },
  PAYOUT_REQUESTED: {
    meaning: 'A payout to a seller was asked for.',
    plannedFor: 'payouts',
    key: 'payout-requested:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'seller_payable', of: ['paidOut'] },
      { side: 'CR', account: 'payouts_in_transit', of: ['paidOut'] },
    ],
  },
  PAYOUT_PAID: {
    meaning: 'It reached the seller.',
    plannedFor: 'payouts',
    key: 'payout-paid:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'payouts_in_transit', of: ['paidOut'] },
      { side: 'CR', account: 'psp_clearing', of: ['paidOut'] },
    ],
  },
  PAYOUT_FAILED: {
    meaning: 'It came back: the request is reversed.',
    plannedFor: 'payouts',
    key: 'payout-failed:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'payouts_in_transit', of: ['paidOut'] },
      { side: 'CR', account: 'seller_payable', of: ['paidOut'] },
    ],
  },
  TRANSFER_REVERSED: {
    meaning: 'Money was taken back from a seller’s account at the PSP.',
    plannedFor: 'payouts',
    key: 'transfer-reversed:<reversal>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_clearing', of: ['reversed'] },
      { side: 'CR', account: 'seller_payable', of: ['reversed'] },
    ],
  },
  DISPUTE_OPENED: {
    meaning: 'The bank took the money back while it decides, and a fee.',
    plannedFor: 'disputes',
    key: 'dispute-opened:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'dispute_reserve', of: ['disputed'] },
      { side: 'DR', account: 'psp_fees', of: ['fee'] },
      { side: 'CR', account: 'psp_clearing', of: ['disputed', 'fee'] },
    ],
  },
  DISPUTE_WON: {
    meaning: 'The bank gave it back.',
    plannedFor: 'disputes',
    key: 'dispute-closed:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_clearing', of: ['disputed'] },
      { side: 'CR', account: 'dispute_reserve', of: ['disputed'] },
    ],
  },
  DISPUTE_LOST: {
    meaning: 'The shopper keeps it, and the seller bears the loss.',
    plannedFor: 'disputes',
    key: 'dispute-closed:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'seller_payable', of: ['disputed'] },
      { side: 'CR', account: 'dispute_reserve', of: ['disputed'] },
    ],
  },
  DISPUTE_LOSS_ABSORBED: {
    meaning: 'The shopper keeps it, and the platform bears the loss.',
    plannedFor: 'disputes',
    key: 'dispute-closed:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'platform_loss', of: ['disputed'] },
      { side: 'CR', account: 'dispute_reserve', of: ['disputed'] },
    ],
  },
} as const satisfies Record<string, Recipe>;

export type LedgerFact = keyof typeof recipes;

/** The amounts that a fact's recipe needs, by name, in minor units. */
export type AmountsOf<Fact extends LedgerFact> = Readonly<
  Record<(typeof recipes)[Fact]['legs'][number]['of'][number], bigint>
>;
