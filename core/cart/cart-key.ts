import type { Actor } from '../identity/actor.js';
import { may } from '../identity/policy.js';
import type { CartKey } from './ports.js';
import type { GuestTokens } from '../identity/guest-tokens.js';

export type CartHolder = Readonly<{ actor: Actor; cartToken: string | null | undefined }>;

/** Selects the cart by its token, or without one by the account; null if there is neither. */
export function cartKeyOf(
  { tokens }: { tokens: GuestTokens },
  { actor, cartToken }: CartHolder,
): CartKey | null {
  if (cartToken != null) return { tokenHash: tokens.hash(cartToken) };
  return actor.kind === 'ACCOUNT' && may(actor, 'account.own') ? { accountId: actor.accountId } : null;
}
