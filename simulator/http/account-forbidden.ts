import { StripeError } from './stripe-error.js';

/** 403 for an account the key has no access to, existing or not. */
export function accountForbidden(id: string): StripeError {
  return new StripeError(
    403,
    `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    { details: { code: 'account_invalid' }, stage: 'validation' },
  );
}
