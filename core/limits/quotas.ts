/** So many tries within a time that begins with the first of them. */
export type Quota = Readonly<{ count: number; seconds: number }>;

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/**
 * Who may try what how often; named after the operation and after whose tries are counted together. Many shoppers share one
 * address behind their provider, so what is counted by address alone is generous; the setting RATE_LIMITS changes any of it.
 */
export const quotas = {
  /** One who forgot the password tries some; one who guesses needs thousands. */
  'signIn.accountAndAddress': { count: 10, seconds: 15 * MINUTES },
  /** Many addresses that guess at one account. Its sessions go on meanwhile. */
  'signIn.account': { count: 100, seconds: HOURS },
  /** One address that tries a list of leaked passwords on many accounts. */
  'signIn.address': { count: 100, seconds: 15 * MINUTES },
  'changePassword.account': { count: 10, seconds: 15 * MINUTES },
  'register.address': { count: 20, seconds: HOURS },
  /** Each may send a mail to somebody, who need not have asked for it. */
  'requestPasswordReset.account': { count: 10, seconds: HOURS },
  'requestPasswordReset.address': { count: 20, seconds: HOURS },
  /** A token of a mail cannot be guessed; each try hashes a password, though. */
  'resetPassword.address': { count: 20, seconds: 15 * MINUTES },
  /** Whoever does not find the first mail does not find the tenth. */
  'requestEmailVerification.account': { count: 10, seconds: HOURS },
  /** Each may send a mail to who ordered; and with many numbers somebody looks for one that there is. */
  'requestOrderLink.order': { count: 10, seconds: HOURS },
  'requestOrderLink.address': { count: 20, seconds: HOURS },
  /** Each holds stock for half an hour. */
  'placeOrder.account': { count: 20, seconds: 10 * MINUTES },
  'placeOrder.address': { count: 60, seconds: 10 * MINUTES },
  /** Each asks a bank about a card: what thieves test lists of cards with. */
  'authorizePayment.order': { count: 10, seconds: HOURS },
  'authorizePayment.account': { count: 20, seconds: HOURS },
  'authorizePayment.address': { count: 60, seconds: HOURS },
  'retryPayment.order': { count: 10, seconds: HOURS },
  'retryPayment.account': { count: 20, seconds: HOURS },
  'retryPayment.address': { count: 60, seconds: HOURS },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;

/** A quota that the operator set: by its name, or `all` for every one. */
export type QuotaSetting = Quota & Readonly<{ name: string }>;

/** The quotas with the operator's in their places, the later ones winning; throws on a name that is none. */
export function quotasWith(settings: readonly QuotaSetting[]): Readonly<Record<QuotaName, Quota>> {
  const changed: Record<QuotaName, Quota> = { ...quotas };
  for (const { name, count, seconds } of settings) {
    const names = namesOf(name);
    if (names.length === 0) throw new Error(`RATE_LIMITS names "${name}", which is no quota`);
    for (const each of names) changed[each] = { count, seconds };
  }
  return changed;
}

function namesOf(name: string): readonly QuotaName[] {
  return quotaNames.filter((each) => name === 'all' || name === each);
}

const isQuotaName = (name: string): name is QuotaName => name in quotas;
export const quotaNames: readonly QuotaName[] = Object.keys(quotas).filter(isQuotaName);
