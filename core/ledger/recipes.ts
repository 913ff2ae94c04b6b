import type { LedgerAccount, Side } from './account-chart.js';

/** One posting of a recipe: the sum of the named amounts on one side of an account. */
export type Leg = Readonly<{ side: Side; account: LedgerAccount; of: readonly string[] }>;

export type Recipe = Readonly<{
  /** When the entry is written. */
  meaning: string;
  /** The feature that will post it; absent on recipes in use. */
  plannedFor?: string;
  /** Format of the business key, which makes the entry unique. */
  key: string;
  /** The part of the seller's balance that it changes. */
  funds: 'PENDING' | 'AVAILABLE';
  legs: readonly Leg[];
}>;

const authorized = ['authorized'];
const gross = ['payable', 'commission', 'tax'];

/**
 * Every fact that moves money, with its postings. Nothing posts planned recipes yet; a test checks this. Debits and
 * credits of a recipe name the same amounts, so an entry always sums to zero.
 */
export const recipes = {
  AUTHORIZED: {
    meaning: 'The bank authorized a payment intent.',
    key: 'authorized:<payment intent>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'auth_hold', of: authorized },
      { side: 'CR', account: 'auth_hold_offset', of: authorized },
    ],
  },
  AUTHORIZATION_RELEASED: {
    meaning: 'Part of an authorization is released: voided, expired, or left over after a capture.',
    key: 'released:<payment order>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'auth_hold_offset', of: authorized },
      { side: 'CR', account: 'auth_hold', of: authorized },
    ],
  },
  CAPTURED: {
    meaning: 'The PSP captured a payment order: the amount is split between seller, commission and tax.',
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
    meaning: 'The PSP charged a fee.',
    plannedFor: 'PSP fees',
    key: 'fee:<balance transaction of the PSP>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_fees', of: ['fee'] },
      { side: 'CR', account: 'psp_clearing', of: ['fee'] },
    ],
  },
  REFUNDED: {
    meaning: 'A payment order was refunded, in part or in full; commission and tax follow the seller’s plan.',
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
    meaning: 'A refund was reversed after it had succeeded: its amount is split as the refunds were.',
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
    meaning: 'A payout to a seller was requested.',
    plannedFor: 'payouts',
    key: 'payout-requested:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'seller_payable', of: ['paidOut'] },
      { side: 'CR', account: 'payouts_in_transit', of: ['paidOut'] },
    ],
  },
  PAYOUT_PAID: {
    meaning: 'The payout reached the seller.',
    plannedFor: 'payouts',
    key: 'payout-paid:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'payouts_in_transit', of: ['paidOut'] },
      { side: 'CR', account: 'psp_clearing', of: ['paidOut'] },
    ],
  },
  PAYOUT_FAILED: {
    meaning: 'The payout failed: its request is reversed.',
    plannedFor: 'payouts',
    key: 'payout-failed:<payout>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'payouts_in_transit', of: ['paidOut'] },
      { side: 'CR', account: 'seller_payable', of: ['paidOut'] },
    ],
  },
  TRANSFER_REVERSED: {
    meaning: 'A transfer to a seller’s connected account was reversed.',
    plannedFor: 'payouts',
    key: 'transfer-reversed:<reversal>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_clearing', of: ['reversed'] },
      { side: 'CR', account: 'seller_payable', of: ['reversed'] },
    ],
  },
  DISPUTE_OPENED: {
    meaning: 'The bank debited the disputed amount, and a fee, until it decides.',
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
    meaning: 'The dispute was won and the amount returned.',
    plannedFor: 'disputes',
    key: 'dispute-closed:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'psp_clearing', of: ['disputed'] },
      { side: 'CR', account: 'dispute_reserve', of: ['disputed'] },
    ],
  },
  DISPUTE_LOST: {
    meaning: 'The dispute was lost, and the seller bears the loss.',
    plannedFor: 'disputes',
    key: 'dispute-closed:<dispute>',
    funds: 'AVAILABLE',
    legs: [
      { side: 'DR', account: 'seller_payable', of: ['disputed'] },
      { side: 'CR', account: 'dispute_reserve', of: ['disputed'] },
    ],
  },
  DISPUTE_LOSS_ABSORBED: {
    meaning: 'The dispute was lost, and the platform bears the loss.',
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

/** The amounts required by a fact's recipe, by name, in minor units. */
export type AmountsOf<Fact extends LedgerFact> = Readonly<
  Record<(typeof recipes)[Fact]['legs'][number]['of'][number], bigint>
>;
