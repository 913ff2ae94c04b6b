import type { GuestTokens } from '../identity/guest-tokens.js';
import { denialOf, type Denial } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import { causeOf } from '../identity/cause-of.js';
import type { DomainError } from '../shared/domain-error.js';
import type { OrderId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { OrderNotFound, OrderOwners } from './ports.js';

export type AdoptOrderDependencies = Readonly<{
  orderOwners: OrderOwners;
  tokens: GuestTokens;
  live: LiveUpdates;
}>;

/** The order already belongs to another account. */
export type OrderAlreadyOwned = DomainError<'ORDER_ALREADY_OWNED'>;

export type AdoptOrderError = Denial | OrderNotFound | OrderAlreadyOwned;

/** `adopted` is false when the account already owned it. */
export type AdoptedOrder = Readonly<{ orderId: OrderId; adopted: boolean }>;

/**
 * Assigns a guest's order to the account that presents its token. Of two concurrent accounts one gets it; the same
 * account may repeat the call.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, ORDER_NOT_FOUND (also with a wrong token),
 * ORDER_ALREADY_OWNED.
 */
export async function adoptOrder(
  { orderOwners, tokens, live }: AdoptOrderDependencies,
  { requester, ...input }: Readonly<{ requester: Requester; orderId: string; token: string }>,
): Promise<AdoptedOrder | AdoptOrderError> {
  const { actor } = requester;
  const denial = denialOf(actor, 'account.own');
  if (denial !== null) return denial;
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const orderId = parseId('ord', input.orderId);
  if (orderId === null) return { code: 'ORDER_NOT_FOUND' };
  const key = { orderId, tokenHash: tokens.hash(input.token) };
  const by = causeOf(requester, 'shopper', 'adoptOrder');
  const version = await orderOwners.adopt({ ...key, accountId: actor.accountId, by });
  if (version !== null) {
    live.announce({ orderId, version });
    return { orderId, adopted: true };
  }
  const found = await orderOwners.find(key);
  if (found === null) return { code: 'ORDER_NOT_FOUND' };
  return found.accountId === actor.accountId ? { orderId, adopted: false } : { code: 'ORDER_ALREADY_OWNED' };
}
