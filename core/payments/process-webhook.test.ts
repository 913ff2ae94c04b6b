import { expect, test } from 'vitest';

import type { Tx } from '../shared/transaction.js';
import type { ProcessWebhookDependencies } from './process-webhook.js';
import { processWebhook } from './process-webhook.js';

/** An inbox with one event, over stores that always fail. */
function failing(attempt: number) {
  const written: string[] = [];
  const fail = () => Promise.reject(new Error('the database refuses'));
  const dependencies: ProcessWebhookDependencies = {
    inbox: {
      keep: fail,
      takeUndispatched: fail,
      find: (id) =>
        Promise.resolve({
          ...{ id, type: 'payment_intent.succeeded', pspObjectId: 'pi_1', attempt },
          claim: { livemode: false, account: null, said: null },
        }),
      markProcessed: fail,
      postpone: (id, { inMs }) => Promise.resolve(void written.push(`postponed ${id} by ${inMs}`)),
      park: (id, reason) => Promise.resolve(void written.push(`parked ${id}: ${reason}`)),
    },
    checkouts: {
      lock: fail,
      lockFor: fail,
      lockByIntent: fail,
      lockByPayment: fail,
      findByPspIntent: fail,
      findByRefund: fail,
      save: fail,
      recordIntentCreated: fail,
    },
    steps: { lease: fail, takeUndispatched: fail, end: fail },
    psp: {
      createIntent: fail,
      confirmIntent: fail,
      hold: fail,
      capture: fail,
      retrieveIntent: fail,
      cancelIntent: fail,
      closeHold: fail,
      refund: fail,
      retrieveRefund: fail,
      lookFor: fail,
    },
    transaction: { run: <Value>(_work: (tx: Tx) => Promise<Value>) => fail() as Promise<Value> },
    live: { announce: () => undefined },
    jitter: () => 0,
    pspIdentity: { livemode: false, account: null },
  };
  return { dependencies, written };
}

test('an event that cannot be processed waits longer each time, and the fault is not hidden', async () => {
  const { dependencies, written } = failing(2);
  await expect(processWebhook(dependencies, { eventId: 'evt_1' })).rejects.toThrow('the database refuses');
  expect(written).toEqual(['postponed evt_1 by 8000']);
});

test('an event that fails for the ninth time is parked with the reason, for a person', async () => {
  const { dependencies, written } = failing(8);
  await expect(processWebhook(dependencies, { eventId: 'evt_1' })).rejects.toThrow('the database refuses');
  expect(written).toEqual(['parked evt_1: the database refuses']);
});
