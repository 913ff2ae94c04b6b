/** Maximum number of attempts in a window that starts with the first one. */
export type Quota = Readonly<{ count: number; seconds: number }>;

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/**
 * Quotas, named after the operation and the unit whose attempts are counted together. Many shoppers share one address
 * behind their provider, so quotas by address alone are generous; the setting RATE_LIMITS overrides any of them.
 */
export const quotas = {
  /** A forgotten password takes a few attempts, guessing one takes thousands. */
  'signIn.accountAndAddress': { count: 10, seconds: 15 * MINUTES },
  /** Many addresses guessing at one account. Its existing sessions are not affected. */
  'signIn.account': { count: 100, seconds: HOURS },
  /** One address trying leaked passwords on many accounts. */
  'signIn.address': { count: 100, seconds: 15 * MINUTES },
  'changePassword.account': { count: 10, seconds: 15 * MINUTES },
  'register.address': { count: 20, seconds: HOURS },
  /** Each attempt may send an unsolicited mail. */
  'requestPasswordReset.account': { count: 10, seconds: HOURS },
  'requestPasswordReset.address': { count: 20, seconds: HOURS },
  /** A mailed token cannot be guessed, but each attempt hashes a password. */
  'resetPassword.address': { count: 20, seconds: 15 * MINUTES },
  /** A shopper who misses the first mail will miss the tenth. */
  'requestEmailVerification.account': { count: 10, seconds: HOURS },
  /** Each attempt may mail the buyer; trying many numbers searches for existing orders. */
  'requestOrderLink.order': { count: 10, seconds: HOURS },
  'requestOrderLink.address': { count: 20, seconds: HOURS },
  /** Each order reserves stock for half an hour. */
  'placeOrder.account': { count: 20, seconds: 10 * MINUTES },
  'placeOrder.address': { count: 60, seconds: 10 * MINUTES },
  /** Each attempt asks a bank about a card, which is how thieves test card lists. */
  'authorizePayment.order': { count: 10, seconds: HOURS },
  'authorizePayment.account': { count: 20, seconds: HOURS },
  'authorizePayment.address': { count: 60, seconds: HOURS },
  'retryPayment.order': { count: 10, seconds: HOURS },
  'retryPayment.account': { count: 20, seconds: HOURS },
  'retryPayment.address': { count: 60, seconds: HOURS },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;

/** An operator's override: of a quota by name, or of `all`. */
export type QuotaSetting = Quota & Readonly<{ name: string }>;

/** The quotas with the operator's overrides, later ones winning; throws on an unknown name. */
export function quotasWith(settings: readonly QuotaSetting[]): Readonly<Record<QuotaName, Quota>> {
  const changed: Record<QuotaName, Quota> = { ...quotas };
  for (const { name, count, seconds } of settings) {
    const names = namesOf(name);
    if (names.length === 0) throw new Error(`RATE_LIMITS: unknown quota "${name}"`);
    for (const each of names) changed[each] = { count, seconds };
  }
  return changed;
}

function namesOf(name: string): readonly QuotaName[] {
  return quotaNames.filter((each) => name === 'all' || name === each);
}

const isQuotaName = (name: string): name is QuotaName => name in quotas;
export const quotaNames: readonly QuotaName[] = Object.keys(quotas).filter(isQuotaName);
