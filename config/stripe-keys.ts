/** As Stripe gives them out; the simulator takes any other test key, as sk_test_simulator. */
const GIVEN_BY_STRIPE = /^[a-z]k_(?:live_\w+|test_[0-9A-Za-z]{20,})$/;

type StripeSettings = Readonly<{
  STRIPE_SECRET_KEY: string;
  STRIPE_PUBLISHABLE_KEY: string;
  STRIPE_API_BASE?: string | undefined;
}>;

/** Whether a key belongs to an account at Stripe. It alone decides who is called: Stripe, or the simulator. */
export function isStripeKey(key: string): boolean {
  return GIVEN_BY_STRIPE.test(key);
}

/** What of the three settings does not go together. A key of Stripe's is never sent to anybody else. */
export function stripeFaults(
  given: StripeSettings,
): readonly { name: keyof StripeSettings; message: string }[] {
  const { STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable, STRIPE_API_BASE: base } = given;
  const isStripe = isStripeKey(secret);
  const faults: { name: keyof StripeSettings; message: string }[] = [];
  if (isStripe && base !== undefined) {
    faults.push({ name: 'STRIPE_API_BASE', message: 'must not be set together with a key of Stripe’s' });
  }
  if (!isStripe && base === undefined) {
    faults.push({
      name: 'STRIPE_API_BASE',
      message: 'must be set, because STRIPE_SECRET_KEY is no key of Stripe’s',
    });
  }
  if (isStripeKey(publishable) !== isStripe || modeOf(publishable) !== modeOf(secret)) {
    faults.push({
      name: 'STRIPE_PUBLISHABLE_KEY',
      message: 'must be of the same account and mode as STRIPE_SECRET_KEY',
    });
  }
  return faults;
}

const modeOf = (key: string): string | undefined => key.split('_')[1];
