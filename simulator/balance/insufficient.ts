import { invalidRequest, type StripeError } from '../http/stripe-error.js';

/** 400 `balance_insufficient` (docs.stripe.com/error-codes#balance-insufficient). */
export function balanceInsufficient(): StripeError {
  return invalidRequest(
    'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by ' +
      'creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',
    { code: 'balance_insufficient' },
  );
}
