import { beforeAll, describe, expect, test } from 'vitest';

import { openJobQueues } from '../../adapters/bullmq/job-queues.js';
import { startJobWorkers } from '../../adapters/bullmq/job-workers.js';
import { redisOptions } from '../../adapters/redis/redis-connection.js';
import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { verifyWebhook } from '../../adapters/stripe/stripe-webhook.js';
import { composePspWork } from '../../core/composition/psp-work.js';
import { createWebhookProcessor } from '../../core/psp/process-webhook.js';
import { createStepEngine } from '../../core/psp/step-engine.js';
import { intentWebhooks } from '../../core/checkout/webhooks/intent-webhooks.js';
import { refundWebhooks } from '../../core/checkout/webhooks/refund-webhooks.js';
import { startDispatcher } from '../../workers/dispatcher/dispatcher.js';
import { processWebhookJob } from '../../workers/jobs/process-webhook-job.js';
import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { type CheckoutServices, startCheckoutServices } from '../harness/checkout-services.js';
import { payInCore, placeInCore } from '../harness/core-shopper.js';
import { silentLogger } from '../harness/silent-logger.js';
import { askControl, testStack } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { issueCard, LOYALTY_CARDS, loyaltySteps, loyaltyWebhooks } from './loyalty-card.js';

/*
 * The cost of a new PSP object: one file that declares it (loyalty-card.ts) and one line that registers it. Engine,
 * table, queues, dispatcher and webhook inbox are those of production.
 */

let started: CheckoutServices;
let redisUrl: string;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  await started.database.sql(LOYALTY_CARDS);
  redisUrl = `${(await testStack()).redisUrl}/${await askControl<number>('redis-database')}`;
});

/** The process crashed here. */
class Crashed extends Error {}

function portsOf(afterCall: () => void = () => undefined) {
  const stripe = createStripeClient({ secretKey: 'sk_test_x', apiBase: started.simulator.url });
  return { ...started.services, stripe, afterCall };
}

/** Production workers with loyalty cards registered beside the checkout, on their own queues in Redis. */
async function startWorkers() {
  const ports = portsOf();
  const { services } = started;
  const engine = createStepEngine([services.checkoutSteps, loyaltySteps(ports)]);
  engine.refuseUnknown(await services.steps.unfinishedKinds());
  const webhooks = createWebhookProcessor({
    ...services,
    subjects: [intentWebhooks(services), refundWebhooks(services), loyaltyWebhooks(ports)],
  });
  const logger = silentLogger;
  const settings = { connection: redisOptions(redisUrl), prefix: '{psp-engine}', logger };
  const queues = openJobQueues({ ...settings, queueNameOf: engine.queueOf });
  const workers = startJobWorkers(
    { ...settings, queues, pspCallsPerSecond: 100_000 },
    {
      runStep: (id) => runStepJob({ ...services, engine }, id),
      processWebhook: (id) => processWebhookJob({ webhooks, logger }, id),
      sendMail: () => Promise.reject(new Error('no mails here')),
    },
  );
  const dispatcher = startDispatcher({
    takeSteps: services.steps.takeUndispatched,
    takeWebhooks: webhooks.takeRelevant,
    takeMails: () => Promise.resolve([]),
    ...queues,
    logger,
    wake: () => () => undefined,
  });
  atEndOfFile(async () => {
    await dispatcher.stop();
    await workers.close();
    await queues.close();
  });
}

type Card = { status: string; psp_customer: string | null; times_recorded: number; heard: string | null };

async function cardOf(cardId: string): Promise<Card> {
  const [row] = await started.database.sql<Card>('SELECT * FROM loyalty_card WHERE id = $1', [cardId]);
  if (row === undefined) throw new Error(`no card ${cardId}`);
  return row;
}

/** Number of the card's customers at the PSP. */
async function customersOf(cardId: string): Promise<number> {
  const { stripe } = portsOf();
  let count = 0;
  for await (const each of stripe.customers.list({ limit: 100 }))
    if (each.metadata['card_id'] === cardId) count += 1;
  return count;
}

describe('the step of a made-up object', () => {
  test('is done and recorded once by production workers after a crash between call and record', async () => {
    const crashing = portsOf(() => {
      throw new Crashed();
    });
    const engine = createStepEngine([
      loyaltySteps({
        ...crashing,
        // What the crashing process would have written never arrives.
        transaction: { run: () => Promise.reject(new Crashed()) },
      }),
    ]);
    await issueCard(started.services, { cardId: 'card_1' });
    const [due] = await started.services.steps.takeUndispatched(10);
    await expect(runStepJob({ ...started.services, engine }, due?.id ?? '')).rejects.toThrow(Crashed);
    expect(await cardOf('card_1')).toMatchObject({ status: 'NEW' });
    expect(await customersOf('card_1')).toBe(1);
    await started.database.sql(
      `UPDATE psp_step SET lease_until = now() - interval '1 second', dispatched_at = NULL WHERE subject_id = 'card_1'`,
    );

    await startWorkers();
    await waitFor(async () => (await cardOf('card_1')).status === 'LINKED', {
      what: 'the card to be linked',
    });
    expect(await customersOf('card_1')).toBe(1);
    expect((await cardOf('card_1')).times_recorded).toBe(1);
    const [step] = await started.database.sql(
      `SELECT kind, subject_type, psp_key, state, attempt, psp_object IS NOT NULL AS known FROM psp_step WHERE subject_id = 'card_1'`,
    );
    expect(step).toEqual({
      ...{ kind: 'LINK_CUSTOMER', subject_type: 'loyalty_card', psp_key: 'loy_card_1_1', state: 'SUCCEEDED' },
      ...{ attempt: 2, known: true },
    });
  });

  test('runs beside captures, on the same queue and engine', async () => {
    const order = await placeInCore(started, { sellers: 3, linesPerSeller: 1 });
    await payInCore(started, order);
    await issueCard(started.services, { cardId: 'card_2' });
    await waitFor(async () => (await cardOf('card_2')).status === 'LINKED', {
      what: 'the card to be linked',
    });
    await waitFor(
      async () => {
        const [payment] = await started.database.sql<{ status: string }>(
          'SELECT status FROM payment WHERE order_id = $1',
          [order.orderId],
        );
        return payment?.status === 'CAPTURED';
      },
      { what: 'the order to be captured' },
    );
    expect(await customersOf('card_2')).toBe(1);
  });
});

test('a webhook about a made-up object is stored, routed to its subject, and applied', async () => {
  const { stripe } = portsOf();
  const { psp_customer: customer } = await cardOf('card_1');
  await stripe.customers.update(customer ?? '', { name: 'Alex' });
  const { data } = await stripe.events.list({ type: 'customer.updated', limit: 1 });
  const payload = JSON.stringify(data[0]);
  const secret = 'whsec_of_loyalty';
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret });
  const event = verifyWebhook(stripe, { rawBody: Buffer.from(payload), signature, secrets: [secret] });
  if (event === null) throw new Error('the event is not signed');
  expect(await started.services.inbox.keep(event)).toBe(true);
  expect(await started.services.inbox.keep(event)).toBe(false);
  await waitFor(async () => (await cardOf('card_1')).heard === 'Alex', { what: 'the card to be updated' });
  await waitFor(
    async () => {
      const [row] = await started.database.sql<{ done: boolean }>(
        'SELECT processed_at IS NOT NULL AS done FROM webhook_event WHERE id = $1',
        [event.id],
      );
      return row?.done === true;
    },
    { what: 'the event to be processed' },
  );
});

describe('the start-up fails', () => {
  test('for a step kind defined twice', () => {
    const steps = loyaltySteps(portsOf());
    expect(() => createStepEngine([steps, steps])).toThrow('LINK_CUSTOMER is defined twice');
  });

  test('while an unfinished step has a kind without a definition', async () => {
    await issueCard(started.services, { cardId: 'card_3', isLeased: true });
    const { engine } = composePspWork(started.services);
    const kinds = await started.services.steps.unfinishedKinds();
    expect(kinds).toContain('LINK_CUSTOMER');
    expect(() => engine.refuseUnknown(kinds)).toThrow('LINK_CUSTOMER has no definition');
  });

  test('for two subjects of the same webhooks', () => {
    const { services } = started;
    const greedy = { ...loyaltyWebhooks(portsOf()), types: ['payment_intent.succeeded'] };
    const subjects = [intentWebhooks(services), greedy];
    expect(() => createWebhookProcessor({ ...services, subjects })).toThrow('overlaps');
  });
});
