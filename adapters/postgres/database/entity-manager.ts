import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';

import type { Tx } from '../../../core/shared/transaction.js';
import { clientOf } from './pg-transaction.js';

/**
 * An entity manager on the connection of an open transaction: what it reads and writes is part of it. It knows no entity
 * yet and is thrown away with the call, so that nothing is believed that hand-written SQL has changed since.
 */
export function entityManagerIn(orm: MikroORM, tx: Tx): EntityManager {
  const em = orm.em.fork();
  em.setTransactionContext(kyselyOn(clientOf(tx)));
  return em;
}

/** MikroORM speaks to the database through Kysely, here as if there were no other connection than this one. */
function kyselyOn(client: PoolClient): Kysely<unknown> {
  const held = withoutRelease(client);
  const pool = { connect: () => Promise.resolve(held), end: () => Promise.resolve(), options: {} };
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely gives a connection back after each statement; this one is given back by its transaction. */
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
