import { defineEntity, p } from '@mikro-orm/core';

import { roles } from '../../../core/identity/account.js';
import type { ApiKeyId } from '../../../core/identity/api-key.js';
import type { Scope } from '../../../core/identity/scope.js';
import type { AccountId, SellerId } from '../../../core/shared/ids.js';

/** Maps the account table. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.text().$type<AccountId>().primary(),
    email: p.text(),
    emailVerifiedAt: p.datetime().nullable(),
    displayName: p.text(),
    passwordHash: p.text().nullable(),
    role: p.enum(roles),
    createdAt: p.datetime().defaultRaw('now()'),
    memberships: () => p.oneToMany(SellerMemberEntity).mappedBy('account').orderBy({ sellerId: 'asc' }),
  },
});

/** Maps the seller_member table: which accounts act for which seller. */
export const SellerMemberEntity = defineEntity({
  name: 'SellerMember',
  tableName: 'seller_member',
  properties: {
    account: () => p.manyToOne(AccountEntity).primary(),
    sellerId: p.text().$type<SellerId>().primary(),
    addedAt: p.datetime().defaultRaw('now()'),
  },
});

/** Maps the api_key table. The hash is written but never read back. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.text().$type<ApiKeyId>().primary(),
    name: p.text(),
    prefix: p.text(),
    secretHash: p.text().lazy(),
    scopes: p.array<Scope>(),
    createdBy: p.text().$type<AccountId>(),
    createdAt: p.datetime().defaultRaw('now()'),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});
