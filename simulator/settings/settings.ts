import type { ClockState } from '../storage/clock.js';

/** The simulator's runtime settings, stored in the log like all other state. */
export interface Settings {
  id: 'settings';
  clock: ClockState;
  /** Seconds from a capture until its funds are available; Stripe's usual T+2. */
  settlementDelaySeconds: number;
  /** Seconds from a payout's creation until it is paid or fails. */
  payoutArrivalSeconds: number;
  /** Seconds until an asynchronous refund finishes. */
  asyncRefundSeconds: number;
  /** Fee of a charge; null = Stripe's standard pricing for the currency. */
  fee: { basisPoints: number; fixed: number } | null;
  /** Allows reversals to make a connected account's balance negative, as Stripe does with connected reserves. */
  connectedReserves: boolean;
  /** Requests per second, per account and per endpoint; null = no limit. */
  rateLimit: { perAccount: number; perEndpoint: number } | null;
  /** A Stripe outage: every API request gets a 503, or no connection at all; webhooks pause. */
  outage: 'error' | 'unreachable' | null;
}

/** The two documented sets of limits, or none. */
export type RateLimitName = 'live' | 'off' | 'sandbox';

/** Stripe's documented limits per second (docs.stripe.com/rate-limits). */
export function namedRateLimit(name: RateLimitName): Settings['rateLimit'] {
  switch (name) {
    case 'live':
      return { perAccount: 100, perEndpoint: 25 };
    case 'sandbox':
      return { perAccount: 25, perEndpoint: 25 };
    case 'off':
      return null;
  }
}

export const DEFAULT_SETTINGS: Settings = {
  id: 'settings',
  clock: { offsetMs: 0, frozenAtMs: null },
  settlementDelaySeconds: 2 * 86_400,
  payoutArrivalSeconds: 86_400,
  asyncRefundSeconds: 5,
  fee: null,
  connectedReserves: false,
  rateLimit: null,
  outage: null,
};

interface SettingsSource {
  table(kind: 'settings'): { get(id: string): Settings | undefined };
}

/** The current settings. */
export function currentSettings(source: SettingsSource): Settings {
  return source.table('settings').get('settings') ?? DEFAULT_SETTINGS;
}
