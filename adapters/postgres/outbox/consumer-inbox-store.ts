import type { Pool, PoolClient } from 'pg';

import type { ConsumerInbox } from '../../../sdk/consumer-inbox.js';

/**
 * The inbox of event consumers in Postgres: the inbox row and the handler's writes share one transaction, so an event
 * takes effect once however often it is delivered.
 */
export function createConsumerInbox(pool: Pool): ConsumerInbox<PoolClient> {
  return {
    async processOnce({ consumer, eventId }, work) {
      const client = await pool.connect();
      const onLost = (): void => undefined;
      // Without a listener, a connection lost between two statements would crash the process; the next statement fails anyway.
      client.on('error', onLost);
      let broken = false;
      try {
        await client.query('BEGIN');
        const { rowCount } = await client.query(INSERT_ONCE, [consumer, eventId]);
        if (rowCount === 0) {
          await client.query('ROLLBACK');
          return 'duplicate';
        }
        await work(client);
        await client.query('COMMIT');
        return 'processed';
      } catch (error) {
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.off('error', onLost);
        client.release(broken);
      }
    },
    isOutage: isDatabaseOutage,
  };
}

/** A concurrent duplicate waits here for the first transaction, then finds its row. */
const INSERT_ONCE = `INSERT INTO consumer_inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

/**
 * SQLSTATE classes that are not caused by the event itself: connection (08), invalid transaction state after a lost
 * connection (25), serialization and deadlock (40), resources (53), shutdown (57), system (58).
 */
const OUTAGE_CLASSES = new Set(['08', '25', '40', '53', '57', '58']);

/** Messages of pg when the connection itself failed; such errors carry no code. */
const CONNECTION_FAILED =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isNetworkError = /^E[A-Z]+$/.test(code); // Node error codes: ECONNREFUSED, EPIPE …
  return isNetworkError || OUTAGE_CLASSES.has(code.slice(0, 2)) || CONNECTION_FAILED.test(error.message);
}
