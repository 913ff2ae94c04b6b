import { assertNever } from '../shared/assert-never.js';
import type { DomainError } from '../shared/domain-error.js';
import type { Role, SignInRequired } from './account.js';
import type { Actor } from './actor.js';
import type { Scope } from './scope.js';

type Grant = Readonly<{ roles: readonly Role[]; scopes: readonly Scope[] }>;

/**
 * The authorization policy. Roles and scopes not listed in a row are denied. `own` rows allow an account access to
 * itself or to the sellers it is a member of; the others reach across accounts. What everyone may do, such as browsing
 * the catalog, has no row because it is not checked.
 */
export const policy = {
  /** The account's own profile, sessions, password, carts and orders. */
  'account.own': { roles: ['SHOPPER', 'SELLER', 'OPS', 'FINANCE', 'ADMIN'], scopes: [] },
  /** Items, stock and seller orders of the account's sellers. */
  'seller.own': { roles: ['SELLER', 'ADMIN'], scopes: [] },
  /** All orders, with their histories. */
  'orders.read': { roles: ['OPS', 'ADMIN'], scopes: ['orders:read'] },
  'payments.read': { roles: ['OPS', 'FINANCE', 'ADMIN'], scopes: ['payments:read'] },
  /** Refunds of any payment order; members of a seller refund their own by seller.own. */
  'refunds.make': { roles: ['OPS', 'FINANCE', 'ADMIN'], scopes: [] },
  'balances.read': { roles: ['FINANCE', 'ADMIN'], scopes: ['balances:read'] },
  /** Commission plans of sellers. */
  'commissions.manage': { roles: ['FINANCE', 'ADMIN'], scopes: [] },
  /** Queues, stuck work, webhooks and their repair. */
  'operations.act': { roles: ['OPS', 'ADMIN'], scopes: [] },
  /** Signing keys, API keys and roles of other accounts. */
  'access.manage': { roles: ['ADMIN'], scopes: [] },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof policy;

/** Whether the actor has the permission; the use case still has to check ownership of the object. */
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

/** No role or scope of the actor allows it. */
export type NotPermitted = DomainError<'NOT_PERMITTED'>;
export type Denial = SignInRequired | NotPermitted;

/** Why the actor lacks the permission, or null if it has it. */
export function denialOf(actor: Actor, permission: Permission): Denial | null {
  if (may(actor, permission)) return null;
  return { code: actor.kind === 'ANONYMOUS' ? 'SIGN_IN_REQUIRED' : 'NOT_PERMITTED' };
}

/** Whether the role has the permission. */
export function roleMay(role: Role, permission: Permission): boolean {
  return grantOf(permission).roles.includes(role);
}

/** Whether the actor is a member of this seller and has a role that allows acting for it. */
export function actsForSeller(actor: Actor, sellerId: string): boolean {
  if (actor.kind !== 'ACCOUNT' || !may(actor, 'seller.own')) return false;
  return actor.sellerIds.some((own) => own === sellerId);
}

function grantOf(permission: Permission): Grant {
  return policy[permission];
}
