import Stripe from 'stripe';

export type StripeSettings = Readonly<{
  secretKey: string;
  /** Base URL of the simulator; null for Stripe itself. */
  apiBase: string | null;
}>;

/** Stripe's default of 80 s exceeds every lease of ours; a call that takes 10 s has an unknown outcome. */
export const STRIPE_TIMEOUT_MS = 10_000;

/** The official client. It never retries: the PSP steps do, where operators can see it. */
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
