import { randomBytes } from 'node:crypto';

import type { Pool, PoolClient } from 'pg';

import { createGuestTokens } from '../../adapters/crypto/guest-tokens.js';
import { openStores } from '../../adapters/postgres/open-stores.js';
import { openDatabase } from '../../adapters/postgres/database/database.js';
import { assertOutsideTransaction } from '../../adapters/postgres/database/pg-transaction.js';
import { openPsp } from '../../adapters/stripe/open-psp.js';
import { composeMoney } from '../../core/composition/compose-money.js';
import { bindMoneyUseCases } from '../../core/composition/money-use-cases.js';
import { quoteCart } from '../../core/cart/quote.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { Requester } from '../../core/identity/requester.js';
import type { CheckoutPsp } from '../../core/checkout/model/checkout-psp.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { freePort } from '../../tools/stack/free-port.js';
import { atEndOfFile } from './cleanup.js';
import { createDatabase } from './database.js';
import { startProcess } from './process.js';
import { silentLogger } from './silent-logger.js';

/** The requester when nobody is signed in. */
export const GUEST: Requester = { actor: ANONYMOUS, correlationId: 'test-request' };

/** The use cases with their real adapters in this process, for tests that count statements or observe PSP calls. */
export type CheckoutServices = Awaited<ReturnType<typeof startCheckoutServices>>;

/** Starts a simulator and a database, and composes the use cases on them. */
export async function startCheckoutServices({
  poolMax = 5,
  captureStrategy = 'auto',
}: { poolMax?: number; captureStrategy?: 'auto' | 'intent_per_seller' } = {}) {
  const database = await createDatabase({ template: 'seeded' });
  const port = await freePort();
  const simulator = await startProcess('simulator', {
    port,
    args: ['--port', String(port), '--rate-limit', 'off'],
  });
  const opened = await openDatabase({ url: database.url, poolMax, applicationName: 'splitcart-test' });
  atEndOfFile(() => opened.close());
  const { pool } = opened;
  const statements = recordStatements(pool);
  const { psp } = openPsp({
    ...{ secretKey: 'sk_test_x', apiBase: simulator.url, webhookSecrets: [] },
    ...{ mayCall: assertOutsideTransaction, logger: silentLogger },
  });
  const background: Promise<unknown>[] = [];
  const services = composeMoney({
    ...openStores(opened),
    psp,
    pspIdentity: { livemode: false, account: null },
    tokens: createGuestTokens(randomBytes(32).toString('hex')),
    live: { announce: () => undefined },
    wakeUp: () => undefined,
    logger: silentLogger,
    jitter: () => 0.5,
    background: { follow: (work: Promise<unknown>) => void background.push(work) },
    pspBudgetMs: 3_000,
    captureStrategy,
    returnUrl: () => 'http://localhost/orders',
  });
  return { database, simulator, pool, services, useCases: bindMoneyUseCases(services), statements };
}

/** A copy of the system with some ports replaced, e.g. an observed or unreachable PSP. */
export function rewired(
  system: CheckoutServices,
  change: (services: CheckoutServices['services']) => Partial<CheckoutServices['services']>,
): CheckoutServices {
  const services = composeMoney({ ...system.services, ...change(system.services) });
  return { ...system, services, useCases: bindMoneyUseCases(services) };
}

/** Runs the probe before every PSP call. */
export function watched(psp: CheckoutPsp, probe: () => Promise<void>): CheckoutPsp {
  const first = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    await probe();
    return call();
  };
  return {
    createIntent: (request) => first(() => psp.createIntent(request)),
    confirmIntent: (request) => first(() => psp.confirmIntent(request)),
    authorize: (request) => first(() => psp.authorize(request)),
    capture: (request) => first(() => psp.capture(request)),
    releaseAuthorization: (request) => first(() => psp.releaseAuthorization(request)),
    cancelIntent: (request) => first(() => psp.cancelIntent(request)),
    retrieveIntent: (id) => first(() => psp.retrieveIntent(id)),
    refund: (request) => first(() => psp.refund(request)),
    retrieveRefund: (id) => first(() => psp.retrieveRefund(id)),
    lookUp: (call) => first(() => psp.lookUp(call)),
  };
}

/** A cart with the given number of sellers and lines, and the remaining input of placeOrder. */
export async function fillCart(
  { useCases, database }: CheckoutServices,
  { sellers, linesPerSeller }: { sellers: number; linesPerSeller: number },
) {
  const items = await database.sql<{ id: string }>(
    `SELECT id FROM (
       SELECT i.id, dense_rank() OVER (ORDER BY i.seller_id) AS nth_seller, row_number() OVER (PARTITION BY i.seller_id ORDER BY i.id) AS nth
       FROM item i JOIN stock s ON s.item_id = i.id WHERE s.on_hand > 100) ranked
     WHERE nth_seller <= $1 AND nth <= $2`,
    [sellers, linesPerSeller],
  );
  if (items.length !== sellers * linesPerSeller)
    throw new Error(`the seed has only ${items.length} such items`);
  const created = await useCases.cart.createCart({ currency: 'EUR' });
  if (isDomainError(created)) throw new Error(created.code);
  let { cart } = created;
  for (const { id: itemId } of items) {
    const changed = await useCases.cart.addCartLine({
      ...{ cartToken: created.token, itemId, quantity: 2, actor: GUEST.actor },
    });
    if (isDomainError(changed)) throw new Error(changed.code);
    cart = changed;
  }
  const quoteVersion = quoteCart(cart).version;
  return { cartToken: created.token, quoteVersion, ...shopperDetails, requester: GUEST };
}

export const shopperDetails = {
  email: 'shopper@example.com',
  shipTo: { name: 'Sam', line1: 'Lane 1', line2: null, city: 'Berlin', postalCode: '10115', country: 'DE' },
};

function recordStatements(pool: Pool): {
  during: <Value>(work: () => Promise<Value>) => Promise<[Value, string[]]>;
} {
  let recorded: string[] | null = null;
  const wrapped = new WeakSet<PoolClient>();
  pool.on('acquire', (client: PoolClient) => {
    if (wrapped.has(client)) return;
    wrapped.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const [statement] = args;
      recorded?.push(typeof statement === 'string' ? statement : (statement as { text: string }).text);
      return query(...args);
    }) as typeof client.query;
  });
  return {
    async during(work) {
      const own: string[] = [];
      recorded = own;
      try {
        return [await work(), own];
      } finally {
        recorded = null;
      }
    },
  };
}
