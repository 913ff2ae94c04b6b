/** Format of keys issued by Stripe; the simulator accepts any other test key, such as sk_test_simulator. */
const ISSUED_BY_STRIPE = /^[a-z]k_(?:live_\w+|test_[0-9A-Za-z]{20,})$/;

type StripeSettings = Readonly<{
  STRIPE_SECRET_KEY: string;
  STRIPE_PUBLISHABLE_KEY: string;
  STRIPE_API_BASE?: string | undefined;
}>;

/** Whether the key was issued by Stripe. This alone decides whether Stripe or the simulator is called. */
export function isStripeKey(key: string): boolean {
  return ISSUED_BY_STRIPE.test(key);
}

/** Inconsistencies between the three settings. A Stripe key is never sent to any other server. */
export function stripeFaults(
  given: StripeSettings,
): readonly { name: keyof StripeSettings; message: string }[] {
  const { STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable, STRIPE_API_BASE: base } = given;
  const isStripe = isStripeKey(secret);
  const faults: { name: keyof StripeSettings; message: string }[] = [];
  if (isStripe && base !== undefined) {
    faults.push({ name: 'STRIPE_API_BASE', message: 'must not be combined with a real Stripe key' });
  }
  if (!isStripe && base === undefined) {
    faults.push({
      name: 'STRIPE_API_BASE',
      message: 'is required unless STRIPE_SECRET_KEY is a real Stripe key',
    });
  }
  if (isStripeKey(publishable) !== isStripe || modeOf(publishable) !== modeOf(secret)) {
    faults.push({
      name: 'STRIPE_PUBLISHABLE_KEY',
      message: 'must belong to the same account and mode as STRIPE_SECRET_KEY',
    });
  }
  return faults;
}

const modeOf = (key: string): string | undefined => key.split('_')[1];
