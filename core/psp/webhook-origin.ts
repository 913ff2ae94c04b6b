import type { WebhookEnvelope } from './webhook-inbox.js';

/** Our identity at the PSP. */
export type PspIdentity = Readonly<{
  livemode: boolean;
  /** Our account; null when unknown, and then every event that names an account is foreign. */
  account: string | null;
}>;

/** Why an event is not ours; null when it is. */
export function originMismatch({ livemode, account }: WebhookEnvelope, own: PspIdentity): string | null {
  if (livemode !== null && livemode !== own.livemode)
    return `the event is in ${mode(livemode)} mode, our key is in ${mode(own.livemode)} mode`;
  if (account !== null && account !== own.account)
    return `the event belongs to ${account}, which is not our account`;
  return null;
}

function mode(livemode: boolean): string {
  return livemode ? 'live' : 'test';
}
