import type { Settings } from '../settings/settings.js';
import { StripeError } from './stripe-error.js';

/**
 * Stripe's rate limiter: requests per second per account and per endpoint (docs.stripe.com/rate-limits).
 * Counts in one-second windows of real time, not simulator time.
 */
export class RateLimiter {
  private windowStart = 0;
  private readonly counts = new Map<string, number>();

  /** Counts the request; throws 429 above the limit. */
  admit(request: { account: string | null; operation: string }, limit: Settings['rateLimit']): void {
    if (limit === null) return;
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.windowStart) {
      this.windowStart = second;
      this.counts.clear();
    }
    const account = request.account ?? 'platform';
    if (this.count(account) > limit.perAccount) throw new RateLimitError('global-rate');
    if (this.count(`${account} ${request.operation}`) > limit.perEndpoint)
      throw new RateLimitError('endpoint-rate');
  }

  private count(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count;
  }
}

/** The limiter's 429; its reason goes into the `Stripe-Rate-Limited-Reason` header. */
export class RateLimitError extends StripeError {
  constructor(readonly reason: 'global-rate' | 'endpoint-rate') {
    super(
      429,
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
      {
        details: { code: 'rate_limit' },
        stage: 'validation',
      },
    );
  }
}
