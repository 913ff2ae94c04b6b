import { assertNever } from '../shared/assert-never.js';
import type { DomainError } from '../shared/domain-error.js';
import type { Role, SignInRequired } from './account.js';
import type { Actor } from './actor.js';
import type { Scope } from './scope.js';

type Grant = Readonly<{ roles: readonly Role[]; scopes: readonly Scope[] }>;

/**
 * The one table of who may what. A role or scope that does not stand in a row is refused. `own` rows allow an account what
 * concerns itself or the sellers whose member it is; the others reach across accounts. What everyone may do, such as looking
 * at the catalog, has no row because nothing asks.
 */
export const policy = {
  /** Profile, sessions, password, carts and orders of the account itself. */
  'account.own': { roles: ['SHOPPER', 'SELLER', 'OPS', 'FINANCE', 'ADMIN'], scopes: [] },
  /** Items, stock and seller orders of sellers whose member the account is. */
  'seller.own': { roles: ['SELLER', 'ADMIN'], scopes: [] },
  /** Orders of everybody, with their histories. */
  'orders.read': { roles: ['OPS', 'ADMIN'], scopes: ['orders:read'] },
  'payments.read': { roles: ['OPS', 'FINANCE', 'ADMIN'], scopes: ['payments:read'] },
  /** Refunds of every seller's shares; members of a seller refund their own by seller.own. */
  'refunds.make': { roles: ['OPS', 'FINANCE', 'ADMIN'], scopes: [] },
  'balances.read': { roles: ['FINANCE', 'ADMIN'], scopes: ['balances:read'] },
  /** What the platform keeps of each seller's sales. */
  'commissions.manage': { roles: ['FINANCE', 'ADMIN'], scopes: [] },
  /** Queues, stuck work, webhooks and their repair. */
  'operations.act': { roles: ['OPS', 'ADMIN'], scopes: [] },
  /** Signing keys, API keys and other people's roles. */
  'access.manage': { roles: ['ADMIN'], scopes: [] },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof policy;

/** Whether the actor may do this at all; whose object it is, the use case still has to check. */
export function may(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'ANONYMOUS':
      return false;
    case 'ACCOUNT':
      return actor.roles.some((role) => roleMay(role, permission));
    case 'SERVICE':
      return actor.scopes.some((scope) => grantOf(permission).scopes.includes(scope));
    default:
      return assertNever(actor);
  }
}

/** Neither role nor scope of the actor allows it. */
export type NotPermitted = DomainError<'NOT_PERMITTED'>;
export type Denial = SignInRequired | NotPermitted;

/** Why the actor may not do this, or null when it may. */
export function denialOf(actor: Actor, permission: Permission): Denial | null {
  if (may(actor, permission)) return null;
  return { code: actor.kind === 'ANONYMOUS' ? 'SIGN_IN_REQUIRED' : 'NOT_PERMITTED' };
}

/** Whether the role opens this. */
export function roleMay(role: Role, permission: Permission): boolean {
  return grantOf(permission).roles.includes(role);
}

/** Whether the actor acts for this seller: a member with the right role. */
export function actsForSeller(actor: Actor, sellerId: string): boolean {
  if (actor.kind !== 'ACCOUNT' || !may(actor, 'seller.own')) return false;
  return actor.sellerIds.some((own) => own === sellerId);
}

function grantOf(permission: Permission): Grant {
  return policy[permission];
}
