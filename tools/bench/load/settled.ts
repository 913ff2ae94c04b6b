import { setTimeout as delay } from 'node:timers/promises';

import type { Pool } from 'pg';

const POLL_INTERVAL_MS = 50;
const LONGEST_WAIT_MS = 300_000;

/** Every order of a bench is bought to be captured, so that all of them are settled when no piece of work is left. */
const IS_SETTLED = `
SELECT NOT EXISTS (SELECT FROM payment WHERE status <> 'CAPTURED')
   AND NOT EXISTS (SELECT FROM outbox_event WHERE published_at IS NULL) AS fact`;

/** Waits until all orders are captured and every event of them was confirmed by Kafka. */
export async function untilSettled(owner: Pool): Promise<void> {
  await untilTrue(owner, IS_SETTLED);
}

const IS_AT_REST = `SELECT NOT EXISTS (SELECT FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL) AS fact`;

/** Waits until the last webhook of the PSP was looked at, too. */
export async function untilAtRest(owner: Pool): Promise<void> {
  await untilTrue(owner, IS_AT_REST);
}

/** Asks the question, which selects one `fact`, until the answer is yes. */
export async function untilTrue(owner: Pool, question: string): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const { rows } = await owner.query<{ fact: boolean }>(question);
    if (rows[0]?.fact === true) return;
    if (Date.now() > deadline)
      throw new Error(`still not so after ${LONGEST_WAIT_MS / 1_000} s: ${question}`);
    await delay(POLL_INTERVAL_MS);
  }
}
