import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { addCartLine, createCart } from '../../core/cart/change-cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import type { StrategySetting } from '../../core/checkout/authorization/plan-authorizations.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { authorizePayment } from '../../core/payments/authorize-payment.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId } from '../../core/shared/ids.js';
import type { CheckoutServices } from '../harness/checkout-services.js';
import { GUEST, shopperDetails, startCheckoutServices } from '../harness/checkout-services.js';
import { askPsp, runStepsInCore } from '../harness/core-shopper.js';

const SELLERS = 50;
const LINES_PER_SELLER = 4;

let started: CheckoutServices;
let itemIds: readonly string[];

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 10 });
  itemIds = await addSellers();
});

/** As many sellers as the PSP allows captures, with items at 4.00 each. */
async function addSellers(): Promise<readonly string[]> {
  const sellers = Array.from({ length: SELLERS }, (_, nth) => ({ id: newId('sel'), slug: `large-${nth}` }));
  await started.database.sql(
    `INSERT INTO seller SELECT (jsonb_populate_record(s, r)).* FROM jsonb_array_elements($1::jsonb) r,
       (SELECT seller FROM seller ORDER BY id LIMIT 1) AS one (s)`,
    [JSON.stringify(sellers.map((each) => ({ ...each, name: each.slug, capture_mode: 'AUTOMATIC' })))],
  );
  const items = sellers.flatMap(({ id: seller_id, slug }) =>
    Array.from({ length: LINES_PER_SELLER }, (_, nth) => ({
      id: newId('itm'),
      seller_id,
      sku: `${slug}-${nth}`,
    })),
  );
  await started.database.sql(
    `INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
     SELECT r.id, r.seller_id, r.sku, r.sku, r.sku, one.category, one.picture, 400, 'EUR'
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, seller_id text, sku text), (SELECT category, picture FROM item LIMIT 1) AS one`,
    [JSON.stringify(items)],
  );
  await started.database.sql('INSERT INTO stock (item_id, on_hand) SELECT unnest($1::text[]), 1000', [
    items.map(({ id }) => id),
  ]);
  return items.map(({ id }) => id);
}

async function fillLargeCart() {
  const created = await createCart(started.services, { currency: 'EUR' });
  if (isDomainError(created)) throw new Error(created.code);
  let { cart } = created;
  for (const itemId of itemIds) {
    const line = { cartToken: created.token, itemId, quantity: 1, actor: GUEST.actor };
    const changed = await addCartLine(started.services, line);
    if (isDomainError(changed)) throw new Error(changed.code);
    cart = changed;
  }
  const quoteVersion = quoteCart(cart).version;
  return { cartToken: created.token, quoteVersion, ...shopperDetails, requester: GUEST };
}

describe.each<[string, StrategySetting, string]>([
  ['MULTICAPTURE', 'auto', 'pm_card_visa'],
  ['SINGLE_CAPTURE', 'auto', 'pm_card_sim_multicaptureUnavailable'],
  ['INTENT_PER_SELLER', 'intent_per_seller', 'pm_card_visa'],
])('an order of 200 lines from 50 sellers, by %s', (strategy, captureStrategy, card) => {
  test('takes at most 8 statements to place, and is captured in full', async () => {
    const services = { ...started.services, captureStrategy };
    const cart = await fillLargeCart();
    const [placed, statements] = await started.statements.during(() =>
      placeOrder(services, { ...cart, idempotencyKey: randomUUID() }),
    );
    if (isDomainError(placed)) throw new Error(placed.code);
    expect(statements.filter((text) => text !== 'BEGIN' && text !== 'COMMIT')).toHaveLength(5);
    const { orderId, paymentIntentId } = placed.answer;
    const made = await askPsp(started, '/v1/test_helpers/confirmation_tokens', { payment_method: card });
    await authorizePayment(services, {
      paymentIntentId,
      orderToken: services.tokens.orderToken(orderId),
      confirmationToken: made.id,
      idempotencyKey: randomUUID(),
      requester: GUEST,
    });
    await runStepsInCore(started);
    const [payment] = await started.database.sql(
      `SELECT status, authorization_state AS "authorization", capture_strategy AS strategy, amount_minor - captured_minor = 0 AS "isWhole",
         (SELECT count(*)::int FROM order_line l WHERE l.order_id = p.order_id) AS lines,
         (SELECT count(*)::int FROM payment_order po WHERE po.payment_id = p.id AND po.status = 'CAPTURED') AS captured,
         (SELECT count(*)::int FROM psp_step s WHERE s.subject_id = p.order_id AND s.kind IN ('RELEASE', 'CANCEL')) AS closings,
         (SELECT count(*)::int FROM psp_step s WHERE s.subject_id = p.order_id AND s.kind = 'CAPTURE') AS calls
       FROM payment p WHERE order_id = $1`,
      [orderId],
    );
    const calls = strategy === 'SINGLE_CAPTURE' ? 1 : SELLERS;
    const whole = { status: 'CAPTURED', authorization: 'CLOSED', isWhole: true, closings: 0 };
    expect(payment).toEqual({
      ...whole,
      strategy,
      calls,
      captured: SELLERS,
      lines: SELLERS * LINES_PER_SELLER,
    });
    const intents = await started.database.sql<{ id: string; amount: number }>(
      'SELECT psp_intent_id AS id, amount_minor::int AS amount FROM payment_intent WHERE order_id = $1',
      [orderId],
    );
    expect(intents).toHaveLength(strategy === 'INTENT_PER_SELLER' ? SELLERS : 1);
    for (const { id, amount } of intents)
      expect(await askPsp(started, `/v1/payment_intents/${id}`)).toMatchObject({
        status: 'succeeded',
        amount_received: amount,
      });
  });
});
