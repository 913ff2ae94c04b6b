import type { Pool, PoolClient } from 'pg';

import type { FencedOutbox, OutboxBacklog, OutboxFence } from '../../../core/shared/event-publisher.js';
import type { StoredRow } from '../database/table.js';
import { decode } from '../database/table-rows.js';
import { selectList } from '../database/table-sql.js';
import { outboxEventTable } from './outbox-event-table.js';

/** First half of the two-part advisory lock; the second is the slot. Any constant works that nothing else uses. */
const OUTBOX_LOCK_CLASS = 730_401;

/**
 * The outbox in slots, each fenced by a session advisory lock of its own. Locking slots and not shards keeps the fence
 * whole while old and new workers run with different numbers of shards. Postgres frees the lock when the connection
 * dies, so no relay outlives its fence by more than the batch it is sending.
 *
 * Every fenced outbox keeps one connection of the pool; the server must be reached without transaction pooling.
 */
export function createOutboxFence(pool: Pool): OutboxFence {
  return {
    async acquire(slots) {
      const client = await pool.connect();
      const lost = new AbortController();
      const onLost = (): void => lost.abort();
      client.on('error', onLost);
      client.on('end', onLost);
      const giveBack = async (): Promise<void> => {
        const unlocked = await client.query('SELECT pg_advisory_unlock_all()').then(
          () => true,
          () => false,
        );
        client.off('end', onLost);
        client.off('error', onLost);
        client.release(!unlocked);
      };
      try {
        if (await lockAll(client, slots)) return fencedOutbox({ client, slots, lost: lost.signal, giveBack });
      } catch (error) {
        await giveBack();
        throw error;
      }
      await giveBack();
      return null;
    },

    async heldSlots() {
      const { rows } = await pool.query<{ slot: number }>(HELD_SLOTS, [OUTBOX_LOCK_CLASS]);
      return new Set(rows.map(({ slot }) => slot));
    },
  };
}

/** What waits in the outbox, in all slots or in some: for metrics, progress and the ops console. */
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

type Held = {
  client: PoolClient;
  slots: readonly number[];
  lost: AbortSignal;
  giveBack: () => Promise<void>;
};

function fencedOutbox({ client, slots, lost, giveBack }: Held): FencedOutbox {
  return {
    lost,
    async nextBatch(limit) {
      const perSlot = Math.max(1, Math.floor(limit / slots.length));
      // Without a name it is planned for what waits now; a plan kept from a day with much to relay reads the whole table.
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
    release: giveBack,
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
 * A fixed share per slot, not the oldest rows of all slots: each share is read straight off the index, so a backlog of
 * millions costs no sort. Order only matters within an aggregate, and an aggregate never leaves its slot.
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

/* Two reads, because each has a partial index of its own; one condition over both would read the whole history. */
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
