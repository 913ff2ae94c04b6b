import { environmentVariable } from '../../config/environment.js';
import { isStripeKey } from '../../config/stripe-keys.js';

/** Ends the run before any call unless a Stripe test key is set. */
export function setup(): void {
  const key = environmentVariable('STRIPE_TEST_SECRET_KEY') ?? '';
  if (isStripeKey(key) && key.startsWith('sk_test_')) return;
  process.stderr.write(
    'npm run test:stripe calls Stripe in test mode: set STRIPE_TEST_SECRET_KEY to the secret test key of an account (sk_test_…). Nothing was called.\n',
  );
  process.exit(2);
}
