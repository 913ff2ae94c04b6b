import type { WebhookEnvelope } from './webhook-inbox.js';

/** Who we are at the PSP. */
export type PspIdentity = Readonly<{
  /** Whether our key moves real money. */
  livemode: boolean;
  /** Our account; null when it is not known, and then every event that names an account is somebody else's. */
  account: string | null;
}>;

/** Why an event is none of ours; null when it is one. */
export function originMismatch({ livemode, account }: WebhookEnvelope, own: PspIdentity): string | null {
  if (livemode !== null && livemode !== own.livemode)
    return `the event is of ${mode(livemode)} mode, our key is of ${mode(own.livemode)} mode`;
  if (account !== null && account !== own.account)
    return `the event is of ${account}, which is not our account`;
  return null;
}

function mode(livemode: boolean): string {
  return livemode ? 'live' : 'test';
}
