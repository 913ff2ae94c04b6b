import { setTimeout as delay } from 'node:timers/promises';

import type { Pool } from 'pg';

const POLL_INTERVAL_MS = 50;
const LONGEST_WAIT_MS = 300_000;

/** Every order of a bench gets captured, so all are settled once no work is left. */
const IS_SETTLED = `
SELECT NOT EXISTS (SELECT FROM payment WHERE status <> 'CAPTURED')
   AND NOT EXISTS (SELECT FROM outbox_event WHERE published_at IS NULL) AS fact`;

/** Waits until all orders are captured and Kafka has confirmed all events. */
export async function untilSettled(owner: Pool): Promise<void> {
  await untilTrue(owner, IS_SETTLED);
}

const IS_AT_REST = `SELECT NOT EXISTS (SELECT FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL) AS fact`;

/** Waits until the last webhook event is processed or parked. */
export async function untilAtRest(owner: Pool): Promise<void> {
  await untilTrue(owner, IS_AT_REST);
}

/** Polls a query that selects one boolean `fact` until it is true. */
export async function untilTrue(owner: Pool, query: string): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const { rows } = await owner.query<{ fact: boolean }>(query);
    if (rows[0]?.fact === true) return;
    if (Date.now() > deadline) throw new Error(`still false after ${LONGEST_WAIT_MS / 1_000} s: ${query}`);
    await delay(POLL_INTERVAL_MS);
  }
}
