import type { AccountId, SellerId } from '../shared/ids.js';
import type { Role } from './account.js';
import type { Scope } from './scope.js';

/**
 * Who makes a request. A guest is ANONYMOUS and acts with the token of a cart or an order, which is checked where the
 * cart or the order is read; `core/identity/policy.ts` says what the others may do.
 */
export type Actor =
  | Readonly<{ kind: 'ANONYMOUS' }>
  | Readonly<{
      kind: 'ACCOUNT';
      accountId: AccountId;
      roles: readonly Role[];
      /** The sellers whose member this account is; nothing of other sellers is visible to it. */
      sellerIds: readonly SellerId[];
      sessionId: string;
    }>
  | Readonly<{ kind: 'SERVICE'; keyId: string; scopes: readonly Scope[] }>;

export const ANONYMOUS: Actor = { kind: 'ANONYMOUS' };
