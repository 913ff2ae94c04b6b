import Stripe from 'stripe';

export type StripeSettings = Readonly<{
  secretKey: string;
  /** Base URL of a stand-in for Stripe; null means Stripe itself. */
  apiBase: string | null;
}>;

/** Stripe's own default is 80 s, longer than any lease of ours; a call that takes 10 s has an unknown outcome. */
export const STRIPE_TIMEOUT_MS = 10_000;

/** The official client. It never retries by itself: the payment steps do, where operations can see it. */
export function createStripeClient({ secretKey, apiBase }: StripeSettings): Stripe {
  const common = { maxNetworkRetries: 0, timeout: STRIPE_TIMEOUT_MS, telemetry: false };
  if (apiBase === null) return new Stripe(secretKey, common);
  const { hostname, port, protocol } = new URL(apiBase);
  return new Stripe(secretKey, {
    ...common,
    host: hostname,
    port: Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
  });
}
