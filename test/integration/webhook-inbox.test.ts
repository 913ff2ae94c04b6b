import { beforeAll, expect, test } from 'vitest';

import type { ReceivedWebhook, WebhookInbox } from '../../core/psp/webhook-inbox.js';
import { createDatabase } from '../harness/database.js';
import { openTestStores } from '../harness/open-test-stores.js';

let database: Awaited<ReturnType<typeof createDatabase>>;
let inbox: WebhookInbox;

beforeAll(async () => {
  database = await createDatabase({ template: 'empty' });
  const { stores } = await openTestStores(database);
  inbox = stores.inbox;
});

const event = (id: string, payload: unknown = { id }): ReceivedWebhook => ({
  ...{ id, type: 'payment_intent.succeeded', pspObjectId: `pi_${id}`, payload },
  envelope: { livemode: false, account: null, reported: { amountMinor: 4_200n, currency: 'EUR' } },
});

test('concurrent events are stored once each, and each delivery learns whether it was the first', async () => {
  const deliveries = ['evt_1', 'evt_2', 'evt_3', 'evt_2', 'evt_3', 'evt_1', 'evt_2'];
  const isNew = await Promise.all(deliveries.map((id) => inbox.keep(event(id))));
  for (const id of new Set(deliveries))
    expect(isNew.filter((is, nth) => is && deliveries[nth] === id)).toHaveLength(1);
  expect(await inbox.keep(event('evt_2'))).toBe(false);
  const kept = await database.sql(
    `SELECT id, psp_object_id, payload, livemode, amount_minor::int, currency FROM webhook_event ORDER BY id`,
  );
  expect(kept).toEqual(
    ['evt_1', 'evt_2', 'evt_3'].map((id) => ({
      ...{ id, psp_object_id: `pi_${id}`, payload: { id }, livemode: false, amount_minor: 4_200 },
      currency: 'EUR',
    })),
  );
});

test('an event rejected by the database does not affect others', async () => {
  const ends = await Promise.allSettled([
    inbox.keep(event('evt_first')),
    inbox.keep(event('evt_good')),
    inbox.keep(event('evt_bad', { text: 'a\u0000b' })),
    inbox.keep(event('evt_also_good')),
  ]);
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'rejected'))).toEqual([
    ...[true, true, 'rejected', true],
  ]);
});
