import { expect, test } from 'vitest';

import { newId } from '../../shared/ids.js';
import type { Tx } from '../../shared/transaction.js';
import type { KnownIntent } from '../model/ports.js';
import { createWebhookProcessor } from '../../psp/process-webhook.js';
import type { WaitingWebhook, WebhookInbox } from '../../psp/webhook-inbox.js';
import { intentWebhooks } from './intent-webhooks.js';
import { refundWebhooks } from './refund-webhooks.js';

/** An intent of 10 EUR that is being confirmed. */
const known: KnownIntent = {
  ...{ orderId: newId('ord'), intentId: newId('pin'), isHeld: false, isOver: false },
  asked: { amountMinor: 1_000n, currency: 'EUR' },
};

const fail = () => Promise.reject(new Error('the database is down'));

/** The checkout subjects, with stores that always fail. */
function processorOf(inbox: WebhookInbox<KnownIntent>) {
  const ports = {
    checkouts: {
      lock: fail,
      lockFor: fail,
      lockByIntent: fail,
      lockByPayment: fail,
      findByRefund: fail,
      save: fail,
      recordIntentCreated: fail,
    },
    psp: {
      createIntent: fail,
      confirmIntent: fail,
      authorize: fail,
      capture: fail,
      retrieveIntent: fail,
      cancelIntent: fail,
      releaseAuthorization: fail,
      refund: fail,
      retrieveRefund: fail,
      lookUp: fail,
    },
    transaction: { run: <Value>(_work: (tx: Tx) => Promise<Value>) => fail() as Promise<Value> },
    live: { announce: () => undefined },
  };
  const pspIdentity = { livemode: false, account: null };
  return createWebhookProcessor({
    inbox,
    pspIdentity,
    subjects: [intentWebhooks(ports), refundWebhooks(ports)],
    jitter: () => 0,
  });
}

/** An inbox with one event. */
function failing(attempt: number) {
  const written: string[] = [];
  const inbox: WebhookInbox<KnownIntent> = {
    keep: fail,
    takeUndispatched: fail,
    find: (id) =>
      Promise.resolve({
        ...{ id, type: 'payment_intent.succeeded', pspObjectId: 'pi_1', attempt },
        envelope: { livemode: false, account: null, reported: null },
        known,
      }),
    markProcessed: fail,
    postpone: (id, { inMs }) => Promise.resolve(void written.push(`postponed ${id} by ${inMs}`)),
    park: (id, reason) => Promise.resolve(void written.push(`parked ${id}: ${reason}`)),
  };
  return { inbox, ...processorOf(inbox), written };
}

test('an event that cannot be processed is retried with back-off, and the error is rethrown', async () => {
  const { process, written } = failing(2);
  await expect(process({ eventId: 'evt_1' })).rejects.toThrow('the database is down');
  expect(written).toEqual(['postponed evt_1 by 8000']);
});

test('an event that fails for the ninth time is parked with the reason', async () => {
  const { process, written } = failing(8);
  await expect(process({ eventId: 'evt_1' })).rejects.toThrow('the database is down');
  expect(written).toEqual(['parked evt_1: the database is down']);
});

/** Which of these events get a job, and which are marked as processed at once. */
async function take(events: readonly Partial<WaitingWebhook<KnownIntent>>[]) {
  const marked: string[] = [];
  const waiting = events.map((event, nth) => ({
    ...{ id: `evt_${nth}`, type: 'payment_intent.succeeded', pspObjectId: 'pi_1', attempt: 0, known },
    envelope: { livemode: false, account: null, reported: known.asked },
    ...event,
  }));
  const inbox = {
    ...failing(0).inbox,
    takeUndispatched: () => Promise.resolve(waiting),
    markProcessed: (ids: readonly string[]) => Promise.resolve(void marked.push(...ids)),
  };
  const relevant = await processorOf(inbox).takeRelevant(200);
  return { relevant: relevant.map(({ id }) => id), marked };
}

const authorized = { ...known, isHeld: true };
const over = { ...authorized, isOver: true };

test.each([
  ['payment_intent.created', known],
  ['payment_intent.amount_capturable_updated', authorized],
  ['charge.updated', authorized],
  ['charge.captured', over],
  ['payment_intent.succeeded', over],
  ['payment_intent.canceled', over],
  ['charge.succeeded', known],
  ['customer.created', null],
])('%s gets no job when it is already recorded, or when it is not about money', async (type, intent) => {
  expect(await take([{ type, known: intent }])).toEqual({ relevant: [], marked: ['evt_0'] });
});

test.each([
  ['payment_intent.created', null],
  ['payment_intent.amount_capturable_updated', known],
  ['payment_intent.requires_action', known],
  ['payment_intent.payment_failed', authorized],
  ['payment_intent.succeeded', authorized],
  ['charge.expired', authorized],
  ['refund.updated', null],
])('%s gets a job when it may report something new', async (type, intent) => {
  expect(await take([{ type, known: intent }])).toEqual({ relevant: ['evt_0'], marked: [] });
});

test('foreign events and events about another amount get a job, which parks them', async () => {
  const reported = { amountMinor: 999n, currency: 'EUR' };
  const events = [
    { known: over, envelope: { livemode: true, account: null, reported: null } },
    { type: 'customer.created', envelope: { livemode: false, account: 'acct_other', reported: null } },
    { known: over, envelope: { livemode: false, account: null, reported } },
  ];
  expect(await take(events)).toEqual({ relevant: ['evt_0', 'evt_1', 'evt_2'], marked: [] });
});
