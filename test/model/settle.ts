import { keepWebhooks, processWebhooks, runDueSteps, sweep } from './do-due-work.js';
import type { ModelRun } from './model-run.js';

/**
 * More rounds than any story needs: each poll of an undecided bank takes two, and a dozen payments may be polled twelve
 * times each. Work still due after that is reported by the final check.
 */
const MAX_ROUNDS = 1_000;

/** A dispatched job counts as lost after ten seconds; see adapters/postgres/psp/psp-step-store.ts. */
const GRACE_MS = 11_000;

/** The guarantee checks skip rows that changed within the last minute. */
const UNTOUCHED_MS = 3 * 60_000;

/** When the next thing is due, in milliseconds from now; null when nothing is. */
const NEXT = `
SELECT extract(epoch FROM min(at) - model_clock.now()) * 1000 AS ms FROM (
  SELECT coalesce(lease_until, run_at) AS at FROM psp_step WHERE state IN ('DUE', 'LEASED')
  UNION ALL SELECT run_at FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL
  UNION ALL SELECT o.expires_at FROM orders o WHERE o.status = 'PENDING_PAYMENT' AND NOT EXISTS (
    SELECT FROM payment p JOIN payment_intent i ON i.payment_id = p.id WHERE p.order_id = o.id AND i.status = 'PENDING_AUTH')
  UNION ALL SELECT capture_before - interval '24 hours' FROM payment WHERE authorization_state = 'OPEN' AND expiry_acted_at IS NULL
  UNION ALL SELECT available_at FROM pending_fund) AS due`;

/** A refund reversed weeks later; everything else is also found by polling. */
const isReportedOnlyByWebhook = (type: string) => type === 'refund.failed';

/**
 * Lets all pending work finish: disarms faults and advances time from one due time to the next until nothing is due.
 * After that, only work that needs an operator remains.
 */
export async function settle(
  run: ModelRun,
  { areWebhooksLate }: { areWebhooksLate: boolean },
): Promise<void> {
  const { world } = run;
  world.psp.disarm();
  world.misfortune.next.length = 0;
  await world.untilQuiet();
  let seenCount = 0;
  let hasRested = false;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const news = world.psp.events.slice(seenCount);
    seenCount = world.psp.events.length;
    await keepWebhooks(
      world,
      news.filter(({ type }) => areWebhooksLate || isReportedOnlyByWebhook(type)).toReversed(),
    );
    const done = (await runDueSteps(world)) + (await processWebhooks(world));
    if (done > 0 || news.length > 0) hasRested = false;
    if (done > 0) continue;
    await sweep(world);
    const [next] = await world.database.sql<{ ms: string | null }>(NEXT);
    // The PSP may still emit an event that nothing here waits for, such as a reversed refund.
    if (next?.ms == null && hasRested) return;
    hasRested = next?.ms == null;
    await world.jump(next?.ms == null ? UNTOUCHED_MS : Math.max(0, Math.ceil(Number(next.ms))) + GRACE_MS);
  }
}
