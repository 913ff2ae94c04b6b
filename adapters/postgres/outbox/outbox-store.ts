import type { Pool, PoolClient } from 'pg';

import type { FencedOutbox, OutboxBacklog, OutboxFence } from '../../../core/shared/event-publisher.js';
import type { StoredRow } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { selectList } from '../database/table-sql.js';
import { outboxEventTable } from './outbox-event-table.js';

/** First key of the two-part advisory lock; the second is the slot. An arbitrary constant that nothing else uses. */
const OUTBOX_LOCK_CLASS = 730_401;

/**
 * The outbox in slots, each guarded by a session advisory lock. Locking slots rather than shards stays correct while old
 * and new workers run with different shard counts. Postgres releases the lock when the connection is lost, so a relay
 * outlives its lock by at most the batch it is sending.
 *
 * Every acquired outbox occupies one pool connection, which must not go through transaction pooling.
 */
export function createOutboxFence(pool: Pool): OutboxFence {
  return {
    async acquire(slots) {
      const client = await pool.connect();
      const lost = new AbortController();
      const onLost = (): void => lost.abort();
      client.on('error', onLost);
      client.on('end', onLost);
      const release = async (): Promise<void> => {
        const unlocked = await client.query('SELECT pg_advisory_unlock_all()').then(
          () => true,
          () => false,
        );
        client.off('end', onLost);
        client.off('error', onLost);
        client.release(!unlocked);
      };
      try {
        if (await lockAll(client, slots)) return fencedOutbox({ client, slots, lost: lost.signal, release });
      } catch (error) {
        await release();
        throw error;
      }
      await release();
      return null;
    },

    async heldSlots() {
      const { rows } = await pool.query<{ slot: number }>(HELD_SLOTS, [OUTBOX_LOCK_CLASS]);
      return new Set(rows.map(({ slot }) => slot));
    },
  };
}

/** The backlog of the outbox, in all slots or some: for metrics, progress and the ops console. */
export async function readOutboxBacklog(
  db: Pool | PoolClient,
  slots?: readonly number[],
): Promise<OutboxBacklog> {
  const { rows } = await db.query<{ unpublished: number; parked: number; oldest_age_ms: number }>(BACKLOG, [
    slots ?? null,
  ]);
  const [row] = rows;
  return {
    unpublished: row?.unpublished ?? 0,
    parked: row?.parked ?? 0,
    oldestAgeMs: row?.oldest_age_ms ?? 0,
  };
}

type Acquired = {
  client: PoolClient;
  slots: readonly number[];
  lost: AbortSignal;
  release: () => Promise<void>;
};

function fencedOutbox({ client, slots, lost, release }: Acquired): FencedOutbox {
  return {
    lost,
    async nextBatch(limit) {
      const perSlot = Math.max(1, Math.floor(limit / slots.length));
      // Unnamed, so planned for the current backlog; a cached plan from a large backlog would scan the whole table.
      const { rows } = await client.query<OutboxRow>(NEXT_BATCH, [slots, perSlot]);
      return rows.map((row) => decode(outboxEventTable, row));
    },
    async markPublished(ids) {
      await client.query({ name: 'outbox-mark-published', text: MARK_PUBLISHED, values: [ids] });
    },
    async park(id, reason) {
      await client.query(PARK, [id, reason]);
    },
    backlog: () => readOutboxBacklog(client, slots),
    release,
  };
}

async function lockAll(client: PoolClient, slots: readonly number[]): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(LOCK_SLOTS, [OUTBOX_LOCK_CLASS, slots]);
  return rows.every(({ locked }) => locked);
}

type OutboxRow = StoredRow<typeof outboxEventTable>;

const LOCK_SLOTS = `
SELECT pg_try_advisory_lock($1::int, slot) AS locked FROM unnest($2::int[]) AS wanted (slot)`;

const HELD_SLOTS = `
SELECT objid::int AS slot FROM pg_locks
 WHERE locktype = 'advisory' AND classid = $1::oid AND objsubid = 2 AND granted
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/*
 * A fixed number of rows per slot instead of the oldest rows of all slots: each slot is read in index order, so a backlog
 * of millions needs no sort. Order matters only within an aggregate, and an aggregate stays in one slot.
 */
const NEXT_BATCH = `
SELECT waiting.*
  FROM unnest($1::smallint[]) AS wanted (slot)
 CROSS JOIN LATERAL (
   SELECT ${selectList(outboxEventTable, 'event')}
     FROM outbox_event AS event
    WHERE event.slot = wanted.slot AND event.published_at IS NULL AND event.parked_at IS NULL
      AND NOT EXISTS (
        SELECT FROM outbox_event AS parked
         WHERE parked.aggregate_id = event.aggregate_id AND parked.sequence < event.sequence
           AND parked.parked_at IS NOT NULL AND parked.published_at IS NULL)
    ORDER BY event.position
    LIMIT $2
 ) AS waiting
 ORDER BY waiting.position`;

const MARK_PUBLISHED = `
UPDATE outbox_event SET published_at = clock_timestamp() WHERE id = ANY($1::text[]) AND published_at IS NULL`;

const PARK = `
UPDATE outbox_event SET parked_at = clock_timestamp(), parked_reason = $2 WHERE id = $1 AND published_at IS NULL`;

/* Two subqueries, because each has its own partial index; a combined condition would scan the whole history. */
const BACKLOG = `
SELECT waiting.unpublished, waiting.oldest_age_ms, parked.parked
  FROM (SELECT count(*)::int AS unpublished,
               coalesce(1000 * extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)::float8 AS oldest_age_ms
          FROM outbox_event
         WHERE published_at IS NULL AND parked_at IS NULL
           AND ($1::smallint[] IS NULL OR slot = ANY($1::smallint[]))) AS waiting,
       (SELECT count(*)::int AS parked
          FROM outbox_event
         WHERE published_at IS NULL AND parked_at IS NOT NULL
           AND ($1::smallint[] IS NULL OR slot = ANY($1::smallint[]))) AS parked`;
