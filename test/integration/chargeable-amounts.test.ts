import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { quoteCart } from '../../core/cart/quote.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { newId } from '../../core/shared/ids.js';
import {
  type CheckoutServices,
  GUEST,
  shopperDetails,
  startCheckoutServices,
} from '../harness/checkout-services.js';
import { askPsp, payInCore, runStepsInCore } from '../harness/core-shopper.js';

let started: CheckoutServices;

beforeAll(async () => {
  started = await startCheckoutServices();
});

/** A guest's cart with units of a new item at this price. */
async function cartOf({
  currency,
  priceMinor,
  quantity = 1,
}: {
  currency: string;
  priceMinor: bigint;
  quantity?: number;
}) {
  const id = newId('itm');
  await started.database.sql(
    `INSERT INTO item (id, seller_id, sku, name, description, category, picture, price_minor, currency)
     SELECT $1, seller_id, $2, name, description, category, picture, $3, $4 FROM item ORDER BY id LIMIT 1`,
    [id, id, priceMinor.toString(), currency],
  );
  await started.database.sql('INSERT INTO stock (item_id, on_hand) VALUES ($1, 500)', [id]);
  // Nothing but the price, so that the total is known.
  await started.database.sql(
    `INSERT INTO shipping_terms (seller_id, currency, letter_minor, parcel_minor, bulky_minor)
     SELECT seller_id, $2, 0, 0, 0 FROM item WHERE id = $1 ON CONFLICT DO NOTHING`,
    [id, currency],
  );
  const { cart: use } = started.useCases;
  const created = await use.createCart({ currency });
  if (isDomainError(created)) throw new Error(created.code);
  const cart = await use.addCartLine({ cartToken: created.token, itemId: id, quantity, actor: GUEST.actor });
  if (isDomainError(cart)) throw new Error(cart.code);
  return { cart, cartToken: created.token };
}

const place = ({ cart, cartToken }: Awaited<ReturnType<typeof cartOf>>) =>
  started.useCases.orders.placeOrder({
    ...{ cartToken, quoteVersion: quoteCart(cart).version, ...shopperDetails, requester: GUEST },
    idempotencyKey: randomUUID(),
  });

describe('an order', () => {
  test.each([
    ['XOF', 5_000n],
    ['PYG', 50_000n],
    ['RWF', 5_000n],
    ['XAF', 5_000n],
    ['UGX', 2_000_000n],
    ['ISK', 399_000n],
    ['KWD', 5_120n],
    ['IDR', 1_500_000_000n],
  ])('in %s is charged what it shows: %s minor units', async (currency, priceMinor) => {
    const filled = await cartOf({ currency, priceMinor });
    const placed = await place(filled);
    if (isDomainError(placed)) throw new Error(placed.code);
    const { orderId, paymentIntentId: intentId } = placed.answer;
    await payInCore(started, { orderId, intentId });
    await runStepsInCore(started);
    const [row] = await started.database.sql<{ psp: string; total: string; captured: string }>(
      `SELECT i.psp_intent_id AS psp, o.total_minor AS total, p.captured_minor AS captured
       FROM orders o JOIN payment p ON p.order_id = o.id JOIN payment_intent i ON i.payment_id = p.id WHERE o.id = $1`,
      [orderId],
    );
    const total = Number(quoteCart(filled.cart).total.amountMinor);
    expect(Number(row?.total)).toBe(total);
    expect(await askPsp(started, `/v1/payment_intents/${row?.psp}`)).toMatchObject({
      amount: total,
      currency: currency.toLowerCase(),
    });
  });

  test('below the least amount is rejected before anything is written; the cart stays', async () => {
    const filled = await cartOf({ currency: 'GBP', priceMinor: 10n, quantity: 2 });
    const quote = quoteCart(filled.cart);
    expect(quote.minimumTotal).toEqual({ amountMinor: 30n, currency: 'GBP' });
    expect(await place(filled)).toMatchObject({
      code: 'TOTAL_BELOW_MINIMUM',
      total: { amountMinor: quote.total.amountMinor },
      minimum: { amountMinor: 30n, currency: 'GBP' },
    });
    const [orders] = await started.database.sql<{ count: string }>(
      'SELECT count(*) FROM orders WHERE cart_id = $1',
      [filled.cart.id],
    );
    expect(orders?.count).toBe('0');
    const more = await started.useCases.cart.addCartLine({
      ...{ cartToken: filled.cartToken, itemId: filled.cart.lines[0]?.item.id ?? '', quantity: 2 },
      actor: GUEST.actor,
    });
    if (isDomainError(more)) throw new Error(more.code);
    expect(await place({ ...filled, cart: more })).toHaveProperty('answer');
  });

  test('above the greatest amount is rejected likewise', async () => {
    const filled = await cartOf({ currency: 'EUR', priceMinor: 60_000_000n, quantity: 2 });
    expect(await place(filled)).toMatchObject({
      code: 'TOTAL_ABOVE_MAXIMUM',
      maximum: { amountMinor: 99_999_999n, currency: 'EUR' },
    });
  });
});

test.each(['ZZZ', 'XDR', 'XAU', 'eur', ''])('a cart in %s is rejected', async (currency) => {
  expect(await started.useCases.cart.createCart({ currency })).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'currency',
  });
});
