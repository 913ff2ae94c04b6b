import type { FilterQuery, InferEntity, MikroORM } from '@mikro-orm/postgresql';
import { raw } from '@mikro-orm/postgresql';

import type { Account } from '../../../core/identity/account.js';
import type { Accounts } from '../../../core/identity/ports.js';
import { entityManagerIn } from '../database/entity-manager.js';
import { clientOf } from '../database/pg-transaction.js';
import { AccountEntity } from './identity-entities.js';

// MikroORM inlines values into the SQL text, which the server may log on an error. A password hash must be a parameter.
const ADD = `
INSERT INTO account (id, email, display_name, role, password_hash) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (lower(email)) WHERE password_hash IS NOT NULL DO NOTHING`;
const SET_PASSWORD = 'UPDATE account SET password_hash = $2 WHERE id = $1';

type AccountRecord = InferEntity<typeof AccountEntity>;

/** Accounts in Postgres. Accounts of an external issuer have no password and are found by id only. */
export function createAccountStore(orm: MikroORM): Accounts {
  const find = (where: FilterQuery<AccountRecord>) =>
    orm.em.fork().findOne(AccountEntity, where, { populate: ['memberships'], strategy: 'joined' });
  const findWithPassword = async (where: FilterQuery<AccountRecord>) => {
    const record = await find({ $and: [where, { passwordHash: { $ne: null } }] });
    const passwordHash = record?.passwordHash ?? null;
    return record === null || passwordHash === null ? null : { account: accountFrom(record), passwordHash };
  };
  return {
    findByEmail: (email) =>
      findWithPassword({ [raw((alias) => `lower(${alias}.email)`)]: raw('lower(?)', [email]) }),
    findWithPassword: (id) => findWithPassword({ id }),
    async find(id) {
      const record = await find({ id });
      return record === null ? null : accountFrom(record);
    },
    async add(tx, { account: { id, email, displayName, role }, passwordHash }) {
      const values = [id, email, displayName, role, passwordHash];
      const { rowCount } = await clientOf(tx).query({ name: 'account-add', text: ADD, values });
      return rowCount === 1;
    },
    async setPassword(tx, id, passwordHash) {
      const query = { name: 'account-set-password', text: SET_PASSWORD, values: [id, passwordHash] };
      await clientOf(tx).query(query);
    },
    async markEmailVerified(tx, id) {
      const unverified = { id, emailVerifiedAt: null };
      await entityManagerIn(orm, tx).nativeUpdate(AccountEntity, unverified, {
        emailVerifiedAt: raw('now()'),
      });
    },
  };
}

function accountFrom({ id, email, emailVerifiedAt, displayName, role, memberships }: AccountRecord): Account {
  const sellerIds = memberships.getItems().map(({ sellerId }) => sellerId);
  return { id, email, emailVerified: emailVerifiedAt != null, displayName, role, sellerIds };
}
