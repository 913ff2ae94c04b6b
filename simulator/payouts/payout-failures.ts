/** Stripe's message per payout failure code (docs.stripe.com/api/payouts/failures). */
export const PAYOUT_FAILURES: Readonly<Record<string, string>> = {
  account_closed: 'The bank account has been closed.',
  account_frozen: 'The bank account has been frozen.',
  bank_account_restricted:
    'The bank account has restrictions on either the type, or the number, of payouts allowed.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'Debit transactions are not approved on the bank account.',
  declined: 'The bank has declined this transfer. Please contact the bank before retrying.',
  insufficient_funds: 'Your Stripe account has insufficient funds to cover the payout.',
  invalid_account_number: 'The routing number seems correct, but the account number is invalid.',
  invalid_currency: 'The bank was unable to process this payout because of its currency.',
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
};

/** Test-mode bank account numbers whose payouts fail (docs.stripe.com/connect/testing#account-numbers). */
export const FAILING_ACCOUNT_NUMBERS: Readonly<Record<string, string>> = {
  '000111111116': 'no_account',
  '000111111113': 'account_closed',
  '000222222227': 'insufficient_funds',
  '000333333335': 'debit_not_authorized',
  '000444444440': 'invalid_currency',
  DE62370400440532013001: 'no_account',
  DE57370400440532013002: 'account_closed',
  DE78370400440532013003: 'insufficient_funds',
  FR8420041010050500013M02607: 'no_account',
};
