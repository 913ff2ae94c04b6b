import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../../adapters/stripe/stripe-psp.js';
import { childEnvironment } from '../../config/environment.js';
import type { CheckoutPsp } from '../../core/checkout/model/checkout-psp.js';
import { freePort } from '../../tools/stack/free-port.js';
import { localPath } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';
import { startProgram } from '../harness/process.js';
import { alwaysClosed } from './psp-behaviours.js';

/** The release whose OpenAPI description the simulator's responses are also checked against. */
const MODULE = 'github.com/stripe/stripe-mock@v0.203.0';

const go = ['/usr/local/go/bin/go', '/usr/bin/go'].find((path) => existsSync(path));
if (go === undefined)
  process.stderr.write('Go is missing: the requests are not checked against stripe-mock.\n');

describe.skipIf(go === undefined)(
  'Stripe’s published OpenAPI accepts every request that the gateway sends',
  () => {
    let psp: CheckoutPsp;

    beforeAll(async () => {
      const program = await buildMock();
      const port = await freePort();
      await startProgram({
        name: 'stripe-mock',
        command: program,
        args: ['-http-port', String(port)],
        isHealthy: async () =>
          (await fetch(`http://127.0.0.1:${port}/v1/balance`).catch(() => null)) !== null,
      });
      const stripe = createStripeClient({ secretKey: 'sk_test_123', apiBase: `http://127.0.0.1:${port}` });
      psp = createStripePsp({ stripe, mayCall: () => undefined, circuit: alwaysClosed });
    });

    const key = 'key_of_the_mock';

    test('create', async () => {
      const names = { orderId: 'ord_x', orderNumber: 'K7Q2-M4XD', paymentId: 'pay_x', intentId: 'pin_x' };
      const answer = await psp.createIntent({ key, amountMinor: 6_000n, currency: 'EUR', ...names });
      expect(answer).toMatchObject({ outcome: 'succeeded', fact: { kind: 'INTENT_CREATED' } });
    });

    test('authorize a saved card', async () => {
      const names = { orderId: 'ord_x', orderNumber: 'K7Q2-M4XD', paymentId: 'pay_x', intentId: 'pin_x' };
      const card = { customer: 'cus_1', paymentMethod: 'pm_1' };
      const answer = await psp.authorize({ key, amountMinor: 6_000n, currency: 'EUR', ...names, ...card });
      expect(answer).not.toMatchObject({ outcome: 'rejected' });
      expect(answer).not.toMatchObject({ fact: { kind: 'INTENT_REJECTED' } });
    });

    test('confirm', async () => {
      const returnUrl = 'https://shop.example/orders/ord_x';
      const answer = await psp.confirmIntent({
        key,
        pspIntentId: 'pi_1',
        confirmationToken: 'ctoken_1',
        returnUrl,
      });
      expect(answer).not.toMatchObject({ outcome: 'rejected' });
      expect(answer).not.toMatchObject({ outcome: 'unknown' });
    });

    test('capture', async () => {
      const answer = await psp.capture({
        key,
        pspIntentId: 'pi_1',
        amountMinor: 1n,
        paymentOrderId: 'po_x',
        finalCapture: false,
      });
      expect(answer).toMatchObject({ outcome: 'succeeded', fact: { kind: 'CAPTURED' } });
    });

    test('retrieve', async () => {
      const answer = await psp.retrieveIntent('pi_1');
      expect(answer).not.toMatchObject({ outcome: 'rejected' });
      expect(answer).not.toMatchObject({ outcome: 'unknown' });
    });
  },
);

/** Builds stripe-mock once into the project's local folder. */
async function buildMock(): Promise<string> {
  const folder = localPath('bin');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'stripe-mock');
  if (existsSync(program)) return program;
  const built = await runCommand(go ?? 'go', ['install', MODULE], {
    timeoutMs: 170_000,
    env: childEnvironment({ GOBIN: folder }),
  });
  if (built.code !== 0) throw new Error(`stripe-mock was not built: ${built.output}`);
  return program;
}
