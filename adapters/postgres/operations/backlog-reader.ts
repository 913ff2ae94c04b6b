import type { Pool } from 'pg';

import type { GaugeReading } from '../../telemetry/operational-routes.js';
import { readOutboxBacklog } from '../outbox/outbox-store.js';

const WORK = `
SELECT
  (SELECT count(*) FROM psp_step WHERE state IN ('DUE', 'LEASED'))::int AS steps_waiting,
  (SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0) FROM psp_step WHERE state IN ('DUE', 'LEASED') AND run_at <= now())::float AS steps_oldest,
  (SELECT count(*) FROM psp_step WHERE state = 'NEEDS_ATTENTION')::int AS steps_needing_attention,
  (SELECT count(*) FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL)::int AS webhooks_waiting,
  (SELECT count(*) FROM webhook_event WHERE parked_at IS NOT NULL)::int AS webhooks_parked,
  (SELECT count(*) FROM payment WHERE authorization_state IN ('OPEN', 'CLOSING') AND capture_before <= now() + interval '24 hours')::int AS authorizations_expiring,
  (SELECT count(*) FROM payment_order WHERE status = 'CAPTURE_FAILED')::int AS payment_orders_failed,
  (SELECT count(*) FROM refund r JOIN payment_order po ON po.id = r.payment_order_id JOIN orders o ON o.id = r.order_id
   WHERE r.status = 'FAILED' AND o.status = 'CANCELED' AND po.captured_minor > po.refunded_minor + po.refunding_minor)::int AS refunds_failed,
  (SELECT count(*) FROM mail WHERE state IN ('DUE', 'LEASED'))::int AS mails_waiting,
  (SELECT count(*) FROM mail WHERE state = 'PARKED')::int AS mails_parked`;

type WorkRow = Record<
  | 'steps_waiting'
  | 'steps_oldest'
  | 'steps_needing_attention'
  | 'webhooks_waiting'
  | 'webhooks_parked'
  | 'authorizations_expiring'
  | 'payment_orders_failed'
  | 'refunds_failed'
  | 'mails_waiting'
  | 'mails_parked',
  number
>;

/** Pending work and work that needs attention, read from Postgres on every scrape; identical in every process. */
export async function readBacklogGauges(pool: Pool): Promise<readonly GaugeReading[]> {
  const [outbox, { rows }] = await Promise.all([
    readOutboxBacklog(pool),
    pool.query<WorkRow>({ name: 'backlog-work', text: WORK }),
  ]);
  const gauge = (name: string, help: string, value: number): GaugeReading => ({
    name: `splitcart_${name}`,
    help,
    value,
  });
  const [work] = rows;
  if (work === undefined) throw new Error('the backlog query returned no row');
  return [
    gauge('outbox_unpublished', 'Unpublished events.', outbox.unpublished),
    gauge('outbox_parked', 'Undeliverable events.', outbox.parked),
    gauge('outbox_oldest_seconds', 'Age of the oldest unpublished event.', outbox.oldestAgeMs / 1000),
    gauge('psp_steps_waiting', 'PSP steps that are scheduled or running.', work.steps_waiting),
    gauge(
      'psp_steps_oldest_seconds',
      'How long the most overdue PSP step has been waiting.',
      work.steps_oldest,
    ),
    gauge(
      'psp_steps_needing_attention',
      'PSP steps that need manual attention.',
      work.steps_needing_attention,
    ),
    gauge('webhooks_waiting', 'Webhook events not yet processed.', work.webhooks_waiting),
    gauge('webhooks_parked', 'Parked webhook events.', work.webhooks_parked),
    gauge(
      'authorizations_expiring_soon',
      'Authorizations that expire within 24 hours.',
      work.authorizations_expiring,
    ),
    gauge(
      'payment_orders_failed',
      'Payment orders whose capture definitively failed and awaits a decision.',
      work.payment_orders_failed,
    ),
    gauge(
      'refunds_failed',
      'Failed refunds of canceled orders with money still to refund.',
      work.refunds_failed,
    ),
    gauge('mails_waiting', 'Mails that are scheduled or being sent.', work.mails_waiting),
    gauge('mails_parked', 'Parked mails.', work.mails_parked),
  ];
}
