import { randomBytes } from 'node:crypto';

import type { Pool, PoolClient } from 'pg';

import { createGuestTokens } from '../../adapters/crypto/guest-tokens.js';
import { createCartStore } from '../../adapters/postgres/cart/cart-store.js';
import { createItemStore } from '../../adapters/postgres/catalog/catalog-store.js';
import { createCheckoutStore } from '../../adapters/postgres/checkout/checkout-store.js';
import { openDatabase } from '../../adapters/postgres/database/database.js';
import { createIdempotencyStore } from '../../adapters/postgres/idempotency/idempotency-store.js';
import { createOrderPlacementStore } from '../../adapters/postgres/orders/order-placement-store.js';
import { createPspStepStore } from '../../adapters/postgres/psp/psp-step-store.js';
import { createWebhookInboxStore } from '../../adapters/postgres/psp/webhook-inbox-store.js';
import {
  createPgTransaction,
  assertOutsideTransaction,
} from '../../adapters/postgres/database/pg-transaction.js';
import { openPspCircuit } from '../../adapters/stripe/psp-circuit.js';
import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../../adapters/stripe/stripe-psp.js';
import { addCartLine, createCart } from '../../core/cart/change-cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { Requester } from '../../core/identity/requester.js';
import type { CheckoutPsp } from '../../core/checkout/model/checkout-psp.js';
import type { PspWork, PspWorkPorts } from '../../core/psp-work.js';
import { composePspWork } from '../../core/psp-work.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { freePort } from '../../tools/stack/free-port.js';
import { atEndOfFile } from './cleanup.js';
import { createDatabase } from './database.js';
import { startProcess } from './process.js';
import { silentLogger } from './silent-logger.js';

/** Who asks when nobody is signed in. */
export const GUEST: Requester = { actor: ANONYMOUS, correlationId: 'test-request' };

/** The use cases with their real adapters, in this process: for tests that count statements or watch the PSP calls. */
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
  const stripe = createStripeClient({ secretKey: 'sk_test_x', apiBase: simulator.url });
  const circuit = openPspCircuit({ onChange: () => undefined });
  const background: Promise<unknown>[] = [];
  const services = withPspWork({
    transaction: createPgTransaction(pool),
    checkouts: createCheckoutStore(pool),
    steps: createPspStepStore(pool),
    idempotency: createIdempotencyStore(pool),
    carts: createCartStore(pool),
    items: createItemStore(opened),
    orders: createOrderPlacementStore(),
    psp: createStripePsp({ stripe, mayCall: assertOutsideTransaction, circuit }),
    tokens: createGuestTokens(randomBytes(32).toString('hex')),
    live: { announce: () => undefined },
    jitter: () => 0.5,
    background: { follow: (work: Promise<unknown>) => void background.push(work) },
    pspBudgetMs: 3_000,
    captureStrategy,
    returnUrl: () => 'http://localhost/orders',
    inbox: createWebhookInboxStore(pool),
    pspIdentity: { livemode: false, account: null },
    logger: silentLogger,
  });
  return { database, simulator, pool, orm: opened.orm, services, statements };
}

/** The services with what runs steps and processes webhooks on these ports, as production composes it. */
export function withPspWork<Ports extends PspWorkPorts>(ports: Ports): Ports & PspWork {
  return { ...ports, ...composePspWork(ports) };
}

/** A system whose ports are changed in part, as for a PSP that is watched or deaf. */
export function rewired(
  system: CheckoutServices,
  change: (services: CheckoutServices['services']) => Partial<CheckoutServices['services']>,
): CheckoutServices {
  const { services } = system;
  return { ...system, services: withPspWork({ ...services, ...change(services) }) };
}

/** Calls the probe before every PSP call. */
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

/** A cart with so many lines of so many sellers, and what placeOrder needs to order it. */
export async function fillCart(
  { services, database }: CheckoutServices,
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
  const created = await createCart(services, { currency: 'EUR' });
  if (isDomainError(created)) throw new Error(created.code);
  let { cart } = created;
  for (const { id: itemId } of items) {
    const changed = await addCartLine(services, {
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
