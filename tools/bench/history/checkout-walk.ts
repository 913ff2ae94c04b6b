import { randomUUID } from 'node:crypto';

import { createGuestTokens } from '../../../adapters/crypto/guest-tokens.js';
import { openStores } from '../../../adapters/postgres/open-stores.js';
import type { Database } from '../../../adapters/postgres/database/database.js';
import { composeMoney } from '../../../core/composition/compose-money.js';
import { bindMoneyUseCases } from '../../../core/composition/money-use-cases.js';
import { quoteCart, type Quote } from '../../../core/cart/quote.js';
import { ANONYMOUS } from '../../../core/identity/actor.js';
import type { OrderAnswer } from '../../../core/checkout/authorization/order-answer.js';
import { recordFact } from '../../../core/checkout/record-fact.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { parseId } from '../../../core/shared/ids.js';
import { runStepJob } from '../../../workers/jobs/run-step-job.js';
import { stubPsp } from './stub-psp.js';

const requester = { actor: ANONYMOUS, correlationId: 'bench' };
const shipTo = {
  name: 'B',
  line1: 'Lane 1',
  line2: null,
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};
const A_WEEK_MS = 7 * 86_400_000;

/** Takes one order after another from cart to capture, one stage at a time. */
export type CheckoutWalk = Readonly<{
  /** Fills a cart with three lines of three sellers. */
  fill: () => Promise<void>;
  /** Places the order of the last filled cart. */
  place: () => Promise<void>;
  /** Records the authorization of the last placed order. */
  authorize: () => Promise<void>;
  /** Collects the captures that are due: first all but one, then the final one, which releases the rest of the authorization. */
  collectDue: () => Promise<void>;
  /** Runs and records the collected captures. */
  capture: () => Promise<void>;
}>;

/** The walk, composed like the API and the workers. */
export async function checkoutWalkOf(database: Database): Promise<CheckoutWalk> {
  const { pool } = database;
  const services = servicesOf(database);
  const { cart: carts, orders } = bindMoneyUseCases(services);
  const { rows: items } = await pool.query<{ id: string }>(
    `SELECT min(i.id) AS id FROM item i JOIN stock s ON s.item_id = i.id WHERE s.on_hand > 1000 GROUP BY i.seller_id ORDER BY 1 LIMIT 3`,
  );
  let filled: Readonly<{ cartToken: string; quote: Quote }> | null = null;
  let placed: OrderAnswer | null = null;
  let due: readonly string[] = [];
  return {
    async fill() {
      const created = await carts.createCart({ currency: 'EUR' });
      if (isDomainError(created)) throw new Error(created.code);
      const cartToken = created.token ?? '';
      let { cart } = created;
      for (const { id: itemId } of items) {
        const changed = await carts.addCartLine({ cartToken, itemId, quantity: 1, actor: ANONYMOUS });
        if (isDomainError(changed)) throw new Error(changed.code);
        cart = changed;
      }
      filled = { cartToken, quote: quoteCart(cart) };
    },
    async place() {
      const { cartToken, quote } = present(filled);
      const wanted = { cartToken, quoteVersion: quote.version };
      const details = { email: 'bench@example.com', shipTo, idempotencyKey: randomUUID(), requester };
      const answer = await orders.placeOrder({ ...wanted, ...details });
      if (isDomainError(answer)) throw new Error(answer.code);
      placed = answer.answer;
    },
    async authorize() {
      const { orderId, paymentIntentId } = present(placed);
      const { amountMinor } = present(filled).quote.total;
      const captureBefore = new Date(Date.now() + A_WEEK_MS);
      const recorded = await recordFact(services, {
        orderId: present(parseId('ord', orderId)),
        subject: { intentId: present(parseId('pin', paymentIntentId)), paymentOrderIds: [] },
        fact: { kind: 'AUTHORIZED', amountMinor, multicapture: true, captureBefore },
        by: { actor: 'psp', actorId: null, cause: 'bench', correlationId: 'bench' },
      });
      if (!recorded.changed) throw new Error('the authorization changed nothing');
    },
    async collectDue() {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM psp_step WHERE subject_id = $1 AND kind = 'CAPTURE' AND state = 'DUE' ORDER BY id`,
        [present(placed).orderId],
      );
      if (rows.length === 0) throw new Error('no capture is due');
      due = rows.map(({ id }) => id);
    },
    async capture() {
      for (const stepId of due) {
        const ended = await runStepJob(services, stepId);
        // A job that gets no lease is DONE too, but has done nothing.
        if (ended.end !== 'DONE' || ended.note !== 'SUCCEEDED') throw new Error(JSON.stringify(ended));
      }
    },
  };
}

function servicesOf(database: Database) {
  return composeMoney({
    ...openStores(database),
    psp: stubPsp,
    pspIdentity: { livemode: false, account: null },
    tokens: createGuestTokens('bench-bench-bench-bench-bench-bench'),
    live: { announce: () => undefined },
    wakeUp: silent,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    jitter: () => 0.5,
    background: { follow: () => undefined },
    pspBudgetMs: 3_000,
    captureStrategy: 'auto' as const,
    returnUrl: () => 'http://localhost/orders',
  });
}

function silent(): void {}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the previous stage was skipped');
  return value;
}
