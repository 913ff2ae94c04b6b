import type { GuestTokens } from '../../identity/guest-tokens.js';
import type { Actor } from '../../identity/actor.js';
import { may, type Permission } from '../../identity/policy.js';
import type { AccountId } from '../../shared/ids.js';

/** What gives access to an order: its own token, the account that owns it, or the permission to see every order. */
export type OrderAccess = Readonly<{
  tokenHash: string | null;
  accountId: AccountId | null;
  everyOrder: boolean;
}>;

export type OrderKey = Readonly<{ actor: Actor; token: string | null | undefined }>;

/** What the actor may see with this token; `everyone` lists the permissions that show every order. */
export function readingAccess(
  { tokens }: { tokens: GuestTokens },
  { actor, token }: OrderKey,
  everyone: readonly Permission[] = ['orders.read'],
): OrderAccess {
  return {
    ...ownAccess({ tokens }, { actor, token }),
    everyOrder: everyone.some((each) => may(actor, each)),
  };
}

/**
 * What the actor may act on as the buyer. Permission to see every order does not include paying or canceling for its
 * buyer.
 */
export function ownAccess({ tokens }: { tokens: GuestTokens }, { actor, token }: OrderKey): OrderAccess {
  return {
    tokenHash: token == null ? null : tokens.hash(token),
    accountId: ownerId(actor),
    everyOrder: false,
  };
}

/** The account that owns this actor's orders; null for guests and services. */
export function ownerId(actor: Actor): AccountId | null {
  return actor.kind === 'ACCOUNT' && may(actor, 'account.own') ? actor.accountId : null;
}
