import type { PaymentIntentId } from '../shared/ids.js';
import type { Checkout } from './model/checkout.js';
import { intentOf } from './model/checkout.js';
import type { PspFact, PspMoney } from '../psp/psp.js';
import type { WebhookClaim } from './webhook-inbox.js';

/** Who we are at the PSP. */
export type PspIdentity = Readonly<{
  /** Whether our key moves real money. */
  livemode: boolean;
  /** Our account; null when it is not known, and then every event that names an account is somebody else's. */
  account: string | null;
}>;

/** Why an event is none of ours; null when it is one. */
export function foreignness({ livemode, account }: WebhookClaim, own: PspIdentity): string | null {
  if (livemode !== null && livemode !== own.livemode)
    return `the event is of ${mode(livemode)} mode, our key is of ${mode(own.livemode)} mode`;
  if (account !== null && account !== own.account)
    return `the event is of ${account}, which is not our account`;
  return null;
}

/**
 * Why what the PSP says cannot be about what we asked for; null when it agrees. Money that was not asked for is never
 * recorded, whichever way it is told: somebody has used our objects at the PSP, and a person must look.
 */
export function disagreement(
  checkout: Checkout,
  { intentId, fact }: { intentId: PaymentIntentId; fact: PspFact },
  said: PspMoney,
): string | null {
  const { currency } = checkout.order;
  const asked = askedFor(checkout, intentId, fact);
  if (asked === null || (said.amountMinor === asked && said.currency === currency)) return null;
  return `the PSP says ${said.amountMinor} ${said.currency} where ${asked} ${currency} was asked for`;
}

/** In minor units; null for a refund that is none of this checkout's. */
function askedFor(checkout: Checkout, intentId: PaymentIntentId, fact: PspFact): bigint | null {
  if (fact.kind !== 'REFUND') return intentOf(checkout, intentId).amountMinor;
  return checkout.refunds.find(({ id }) => id === fact.refundId)?.amountMinor ?? null;
}

function mode(livemode: boolean): string {
  return livemode ? 'live' : 'test';
}
