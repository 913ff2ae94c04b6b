import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';

import type { Tx } from '../../../core/shared/transaction.js';
import { clientOf } from './pg-transaction.js';

/**
 * An entity manager on the connection of an open transaction. It starts empty and is discarded after the call, so that
 * it never returns a cached entity that hand-written SQL has changed since.
 */
export function entityManagerIn(orm: MikroORM, tx: Tx): EntityManager {
  const em = orm.em.fork();
  em.setTransactionContext(kyselyOn(clientOf(tx)));
  return em;
}

/** MikroORM uses the database through Kysely; this pool hands out only the transaction's connection. */
function kyselyOn(client: PoolClient): Kysely<unknown> {
  const pinned = withoutRelease(client);
  const pool = { connect: () => Promise.resolve(pinned), end: () => Promise.resolve(), options: {} };
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely releases a connection after each statement; this one is released by its transaction. */
function withoutRelease(client: PoolClient): PoolClient {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'release') return () => undefined;
      const member: unknown = Reflect.get(target, name);
      const bound: unknown = typeof member === 'function' ? member.bind(target) : member;
      return bound;
    },
  });
}
