import { beforeAll, describe, expect, test } from 'vitest';

import { paymentBody } from '../../api/rest/payment-route.js';
import { newId } from '../../core/shared/ids.js';
import { pdfTexts } from '../harness/pdf-text.js';
import { Shopper, type PlaceOrderAnswer } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { signedIn } from './identity-fixture.js';

let system: TestSystem;
let order: PlaceOrderAnswer;
let key: string;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  order = await new Shopper(system).buy({ sellers: 2 });
  key = await newKey('payments:read');
});

async function newKey(scope: string): Promise<string> {
  const admin = await signedIn(system, 'admin@splitcart.example', 'demo-admin-2026');
  const created = await admin.result(
    `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Probe", scopes: $scopes }) { ... on CreateApiKeySuccess { secret } } }`,
    { scopes: [scope] },
  );
  return String(created['secret']);
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${system.apiUrl}${path}`, { headers });
const payment = (headers: Record<string, string>, id = order.paymentId) =>
  get(`/api/v1/payments/${id}`, headers);
const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });

describe('GET /api/v1/payments/{id}', () => {
  test('returns authorized and captured amounts, in total and per seller', async () => {
    const answer = await payment(bearer(key));
    expect(answer.status).toBe(200);
    const body = paymentBody.strict().parse(await answer.json());
    expect(body).toMatchObject({ id: order.paymentId, orderId: order.orderId, status: 'NOT_CAPTURED' });
    expect(body.authorizedMinor).toBe(body.amountMinor);
    const sum = body.paymentOrders.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
    expect(sum.toString()).toBe(body.amountMinor);
  });

  test('returns 304 without a body until the payment changes', async () => {
    const etag = (await payment(bearer(key))).headers.get('etag') ?? '';
    const again = await payment({ ...bearer(key), 'if-none-match': `"other", ${etag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await system.database.sql('UPDATE payment SET version = version + 1 WHERE id = $1', [order.paymentId]);
    const changed = await payment({ ...bearer(key), 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(changed.headers.get('cache-control')).toBe('private, no-cache');
    expect(changed.headers.get('vary')).toMatch(/authorization/i);
  });
});

describe('GET /api/v1/orders/{id}/receipt', () => {
  const token = () => ({ 'order-token': order.orderToken });
  const receipt = (headers: Record<string, string>, { id = order.orderId, end = '' } = {}) =>
    get(`/api/v1/orders/${id}/receipt${end}`, headers);

  test('is a page for the order token’s bearer, with every seller', async () => {
    const answer = await receipt(token());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const page = await answer.text();
    expect(page).toContain(order.orderNumber);
    const sellers = await system.database.sql<{ name: string }>(
      'SELECT s.name FROM seller_order so JOIN seller s ON s.id = so.seller_id WHERE so.order_id = $1',
      [order.orderId],
    );
    for (const { name } of sellers) expect(page).toContain(name.replace('&', '&amp;'));
    const again = await receipt({ ...token(), 'if-none-match': answer.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test('is a downloadable PDF with the order total', async () => {
    const answer = await receipt(token(), { end: '.pdf' });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename=receipt-${order.orderNumber}.pdf`,
    );
    const texts = pdfTexts(Buffer.from(await answer.arrayBuffer()));
    const [row] = await system.database.sql<{ total: string }>(
      `SELECT to_char(total_minor / 100.0, 'FM999990.00') AS total FROM orders WHERE id = $1`,
      [order.orderId],
    );
    expect(texts[texts.indexOf('Total') + 1]).toBe(`€${row?.total ?? ''}`);
  });

  test('is available to roles that may see every order, and nobody else', async () => {
    const ops = await signedIn(system, 'ops@splitcart.example', 'demo-ops-2026');
    const other = await signedIn(system, 'kiln@splitcart.example', 'demo-kiln-2026');
    const asked = [
      await receipt(bearer(ops.accessToken ?? '')),
      await receipt(bearer(other.accessToken ?? '')),
      await receipt({ 'order-token': 'wrong' }),
      await receipt({}),
    ];
    expect(asked.map(({ status }) => status)).toEqual([200, 404, 404, 401]);
    expect(asked[3]?.headers.get('www-authenticate')).toBe('Bearer realm="splitcart"');
  });

  test('does not exist for an unpaid order', async () => {
    const shopper = new Shopper(system);
    const unpaid = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    for (const end of ['', '.pdf']) {
      const answer = await receipt({ 'order-token': unpaid.orderToken }, { id: unpaid.orderId, end });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        409,
        'ORDER_NOT_PAID',
      ]);
    }
  });

  test('does not accept the token in the URL, which may be logged', async () => {
    expect((await get(`/api/v1/orders/${order.orderId}/receipt?token=${order.orderToken}`)).status).toBe(401);
  });
});

describe('a denied request gets a problem document', () => {
  test.each([
    ['without credentials', async () => ({}), 401, 'SIGN_IN_REQUIRED', 'Bearer realm="splitcart"'],
    [
      'with an invalid key',
      async () => bearer('spk_0000000000000000'),
      401,
      'UNAUTHENTICATED',
      'Bearer realm="splitcart", error="invalid_token"',
    ],
    [
      'with a key of another scope',
      async () => bearer(await newKey('orders:read')),
      403,
      'NOT_PERMITTED',
      'Bearer realm="splitcart", error="insufficient_scope", scope="payments:read"',
    ],
  ])('%s', async (_who, ...[headers, status, code, challenge]) => {
    const answer = await payment(await headers());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toEqual({
      type: `urn:splitcart:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title: expect.any(String) as string,
      status,
      detail: expect.any(String) as string,
      code,
      correlationId: answer.headers.get('x-correlation-id'),
    });
  });

  test.each([
    ['for an unknown payment', () => `/api/v1/payments/${newId('pay')}`],
    ['for an id of another kind', () => `/api/v1/payments/${order.orderId}`],
    ['for an unknown route', () => '/api/v1/nothing'],
  ])('%s', async (_what, path) => {
    const answer = await get(path(), bearer(key));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });
});
