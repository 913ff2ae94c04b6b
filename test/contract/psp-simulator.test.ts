import { beforeAll, describe, expect, test } from 'vitest';

import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../../adapters/stripe/stripe-psp.js';
import { freePort } from '../../tools/stack/free-port.js';
import { startProcess, type TestProcess } from '../harness/process.js';
import { alwaysClosed, describePspContract, type ContractTarget } from './psp-behaviours.js';

let simulator: TestProcess;
let target: ContractTarget;

beforeAll(async () => {
  const port = await freePort();
  simulator = await startProcess('simulator', {
    port,
    args: ['--port', String(port), '--rate-limit', 'off'],
  });
  const stripe = createStripeClient({ secretKey: 'sk_test_contract', apiBase: simulator.url });
  const psp = createStripePsp({ stripe, mayCall: () => undefined, circuit: alwaysClosed });
  target = { stripe, psp, goodCard: 'pm_card_visa' };
});

describePspContract('the simulator', () => target);
// As with a standard Stripe account.
describePspContract('the simulator without multicapture', () => ({
  ...target,
  goodCard: 'pm_card_sim_multicaptureUnavailable',
}));

describe('a call with an unknown outcome', () => {
  const call = {
    orderId: 'ord_x',
    orderNumber: 'K7Q2-M4XD',
    paymentId: 'pay_x',
    intentId: 'pin_x',
    amountMinor: 6_000n,
    currency: 'EUR',
  };

  test.each([
    ['a 500', { kind: 'fail', status: 500 }],
    ['a dropped connection', { kind: 'reset' }],
    // Twice, because Stripe's client itself retries a connection that closes at once, with the same key.
    ['a connection dropped before processing', { kind: 'reset_before', times: 2 }],
    ['a key in use', { kind: 'conflict' }],
  ])(
    '%s has an unknown outcome, never a failure; a retry with the same key gets the one result',
    async (_what, fault) => {
      const key = `cre_unknown_${fault.kind}_${Date.now()}`;
      await breakCreate(fault);
      expect(await target.psp.createIntent({ ...call, key })).toMatchObject({ outcome: 'unknown' });
      const first = await target.psp.createIntent({ ...call, key });
      expect(first).toMatchObject({ outcome: 'succeeded', fact: { kind: 'INTENT_CREATED' } });
      expect(await target.psp.createIntent({ ...call, key })).toEqual(first);
    },
  );

  test('a rate-limited request was not executed, and the same key succeeds later', async () => {
    const key = `cre_rate_limited_${Date.now()}`;
    await breakCreate({ kind: 'rate_limit', retryAfterSeconds: 2 });
    expect(await target.psp.createIntent({ ...call, key })).toMatchObject({
      outcome: 'not_called',
      retryInMs: 2_000,
    });
    expect(await target.psp.createIntent({ ...call, key })).toMatchObject({ outcome: 'succeeded' });
  });

  test('a key reused with other parameters is rejected, because it would be our bug', async () => {
    const key = `cre_other_${Date.now()}`;
    await target.psp.createIntent({ ...call, key });
    expect(await target.psp.createIntent({ ...call, key, amountMinor: 1n })).toMatchObject({
      outcome: 'rejected',
    });
  });
});

async function breakCreate(fault: Record<string, unknown>): Promise<void> {
  await fetch(`${simulator.url}/_sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'payment_intents.create', times: 1, ...fault }),
  });
}
