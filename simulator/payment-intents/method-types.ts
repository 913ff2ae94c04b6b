import type { Call } from '../http/call.js';
import { StripeError } from '../http/stripe-error.js';

/** From this API version on, `payment_method_types` is read-only (Stripe's changelog, endive, 2026-09-30). */
const READ_ONLY_SINCE = '2026-09-30';

/** Rejects `payment_method_types` when the caller's API version no longer accepts it. */
export function checkNoMethodTypes(call: Call, types: readonly string[] | undefined): void {
  if (types === undefined || call.apiVersion.slice(0, READ_ONLY_SINCE.length) < READ_ONLY_SINCE) return;
  throw new StripeError(
    400,
    '`payment_method_types` is no longer supported. Use `allowed_payment_method_types`, or manage payment methods in ' +
      'the Dashboard.',
    {
      details: { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
      stage: 'validation',
    },
  );
}
