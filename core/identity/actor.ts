import type { AccountId, SellerId } from '../shared/ids.js';
import type { Role } from './account.js';
import type { Scope } from './scope.js';

/**
 * The actor of a request. A guest is ANONYMOUS and uses the token of a cart or an order, which is checked when the cart
 * or order is read; `core/identity/policy.ts` defines what the others may do.
 */
export type Actor =
  | Readonly<{ kind: 'ANONYMOUS' }>
  | Readonly<{
      kind: 'ACCOUNT';
      accountId: AccountId;
      roles: readonly Role[];
      /** The sellers that the account is a member of; it sees nothing of other sellers. */
      sellerIds: readonly SellerId[];
      sessionId: string;
    }>
  | Readonly<{ kind: 'SERVICE'; keyId: string; scopes: readonly Scope[] }>;

export const ANONYMOUS: Actor = { kind: 'ANONYMOUS' };
