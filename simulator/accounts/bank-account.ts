import type { Call } from '../http/call.js';
import { invalidParameter } from '../http/stripe-error.js';
import { FAILING_ACCOUNT_NUMBERS } from '../payouts/payout-failures.js';
import { hashText, randomText } from '../storage/seeded-random.js';
import type { ExternalAccountInput } from './account-params.js';
import type { BankAccount } from './account.js';

/** Test tokens for bank accounts (docs.stripe.com/connect/testing#account-numbers). */
const TOKENS: Record<string, { number: string; country: string; currency: string; routing: string | null }> =
  {
    btok_us: { number: '000123456789', country: 'US', currency: 'usd', routing: '110000000' },
    btok_us_verified: { number: '000123456789', country: 'US', currency: 'usd', routing: '110000000' },
    btok_us_noAccount: { number: '000111111116', country: 'US', currency: 'usd', routing: '110000000' },
    btok_us_accountClosed: { number: '000111111113', country: 'US', currency: 'usd', routing: '110000000' },
    btok_de: { number: 'DE89370400440532013000', country: 'DE', currency: 'eur', routing: null },
    btok_fr: { number: 'FR1420041010050500013M02606', country: 'FR', currency: 'eur', routing: null },
  };

/** Stores the bank account that receives payouts. */
export function createBankAccount(
  call: Call,
  owner: { account: string; country: string; currency: string },
  input: ExternalAccountInput,
): BankAccount {
  const data = typeof input === 'string' ? fromToken(input) : fromHash(input, owner);
  const bank: BankAccount = {
    id: call.ids.next('ba'),
    object: 'bank_account',
    account: owner.account,
    account_holder_name: typeof input === 'string' ? null : (input.account_holder_name ?? null),
    account_holder_type: typeof input === 'string' ? null : (input.account_holder_type ?? null),
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: data.country,
    currency: data.currency,
    default_for_currency: true,
    fingerprint: randomText(hashText(data.number), 1, 16),
    last4: data.number.slice(-4),
    metadata: {},
    routing_number: data.routing,
    status: 'new',
  };
  call.tx.put('bank_account_secret', {
    id: bank.id,
    payoutFailure: FAILING_ACCOUNT_NUMBERS[data.number] ?? null,
  });
  return bank;
}

function fromToken(token: string): {
  number: string;
  country: string;
  currency: string;
  routing: string | null;
} {
  const known = TOKENS[token];
  if (known === undefined) {
    throw invalidParameter(`No such token: '${token}'`, 'resource_missing', 'external_account');
  }
  return known;
}

function fromHash(
  input: Exclude<ExternalAccountInput, string>,
  owner: { country: string; currency: string },
): { number: string; country: string; currency: string; routing: string | null } {
  if (input.account_number === undefined) {
    throw invalidParameter(
      'Missing required param: external_account[account_number].',
      'parameter_missing',
      'external_account[account_number]',
    );
  }
  return {
    number: input.account_number,
    country: input.country ?? owner.country,
    currency: (input.currency ?? owner.currency).toLowerCase(),
    routing: input.routing_number ?? null,
  };
}
