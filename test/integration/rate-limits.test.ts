import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { openRateLimits } from '../../adapters/redis/rate-limits.js';
import { quotasWith } from '../../core/limits/quotas.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { createGraphqlClient } from '../harness/client.js';
import { Device } from '../harness/device.js';
import type { TestProcess } from '../harness/process.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { CHANGE_PASSWORD, newcomer, password, REGISTER, SIGN_IN } from './identity-fixture.js';

const RATE_LIMITS = [
  'all=1000000/600',
  'signIn.accountAndAddress=3/600',
  'changePassword.account=2/600',
  'register.address=2/600',
  'requestPasswordReset.account=2/600',
  'resetPassword.address=2/600',
  'requestEmailVerification.account=2/600',
  'requestOrderLink.order=2/600',
  'requestOrderLink.address=3/600',
  'placeOrder.address=2/600',
  'authorizePayment.order=2/600',
  'retryPayment.order=1/600',
].join();

const DECLINED_CARD = '4000000000000002';

let system: TestSystem;
let otherApi: TestProcess;

beforeAll(async () => {
  system = await startSystem({ workers: false, env: { RATE_LIMITS } });
  otherApi = await system.startApi();
});

let clients = 0;
/** A client at a new IP address of the documentation range, as reported by a local proxy. */
const newClient = () => ({ 'x-forwarded-for': `203.0.113.${(clients += 1)}` });
type Headers = Record<string, string>;

const shopperAt = (headers: Headers, apiUrl = system.apiUrl): Shopper => {
  const client = createGraphqlClient(apiUrl, headers);
  atEndOfFile(() => client.close());
  return new Shopper(system, client);
};

async function guess(apiUrl: string, email: string, headers: Headers): Promise<unknown> {
  const input = { email, password: 'not the password' };
  return (await new Device(apiUrl).result(SIGN_IN, { input }, headers))['code'];
}

describe('attempts', () => {
  test('at a password are counted across all api processes, per account and address', async () => {
    const { email } = await newcomer(system, newClient());
    const headers = newClient();
    const codes: unknown[] = [];
    for (const url of [system.apiUrl, otherApi.url, system.apiUrl])
      codes.push(await guess(url, email, headers));
    expect(codes).toEqual(['WRONG_CREDENTIALS', 'WRONG_CREDENTIALS', 'WRONG_CREDENTIALS']);
    expect(await guess(otherApi.url, email, headers)).toBe('RATE_LIMITED');
    expect(await guess(system.apiUrl, ` ${email.toUpperCase()} `, headers)).toBe('RATE_LIMITED');
    expect(await guess(system.apiUrl, email, newClient())).toBe('WRONG_CREDENTIALS');
    expect(await guess(system.apiUrl, 'other@example.com', headers)).toBe('WRONG_CREDENTIALS');
  });

  test('over the limit get a retry delay, even with the right password', async () => {
    const { email } = await newcomer(system, newClient());
    const headers = newClient();
    for (let nth = 1; nth <= 3; nth += 1) await guess(system.apiUrl, email, headers);
    const limited = await new Device(system.apiUrl).result(
      `mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on RateLimited { code message retryAfterMs } } }`,
      { input: { email, password } },
      headers,
    );
    expect(limited).toMatchObject({ __typename: 'RateLimited', code: 'RATE_LIMITED' });
    expect(limited['message']).toBe('Too many attempts. Try again in 10 minutes.');
    expect(Number(limited['retryAfterMs'])).toBeGreaterThan(0);
    expect(Number(limited['retryAfterMs'])).toBeLessThanOrEqual(600_000);
  });

  test('on the operations pages count together with those of the api', async () => {
    const headers = newClient();
    const email = 'ops@splitcart.example';
    const signIn = async (withPassword: string): Promise<number> => {
      const body = new URLSearchParams({ email, password: withPassword });
      const options = { method: 'POST', body, headers, redirect: 'manual' } as const;
      return (await fetch(`${system.apiUrl}/ops/sign-in`, options)).status;
    };
    expect([await signIn('wrong'), await signIn('wrong')]).toEqual([401, 401]);
    await guess(otherApi.url, email, headers);
    expect(await signIn('demo-ops-2026')).toBe(429);
  });

  test('to register are counted per address, and a rate-limited one creates no account', async () => {
    const headers = newClient();
    const register = async (email: string) =>
      (
        await new Device(system.apiUrl).result(
          REGISTER,
          { input: { email, password, displayName: 'Pat' } },
          headers,
        )
      )['__typename'];
    const made = [
      await register('a1@example.com'),
      await register('a2@example.com'),
      await register('a3@example.com'),
    ];
    expect(made).toEqual(['SignInSuccess', 'SignInSuccess', 'RateLimited']);
    expect(await system.database.sql(`SELECT id FROM account WHERE email = 'a3@example.com'`)).toEqual([]);
  });

  test('to request a password reset are counted per account, existing or not, whoever asks', async () => {
    const ask = async (email: string) =>
      (
        await new Device(system.apiUrl).result(
          `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename } }`,
          { input: { email } },
          newClient(),
        )
      )['__typename'];
    for (const email of ['nobody@example.com', 'ops@splitcart.example']) {
      expect([await ask(email), await ask(email)]).not.toContain('RateLimited');
      expect(await ask(email.toUpperCase())).toBe('RateLimited');
    }
  });

  test('with a mailed token are counted per address', async () => {
    const headers = newClient();
    const reset = async (asked = headers) => {
      const input = { token: 'not a token', newPassword: 'another long password' };
      const document = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { ... on UserError { code } } }`;
      return (await new Device(system.apiUrl).result(document, { input }, asked))['code'];
    };
    expect([await reset(), await reset(), await reset()]).toEqual([
      'TOKEN_UNKNOWN',
      'TOKEN_UNKNOWN',
      'RATE_LIMITED',
    ]);
    expect(await reset(newClient())).toBe('TOKEN_UNKNOWN');
  });

  test('to request another verification mail are counted per account, from any address', async () => {
    const { device } = await newcomer(system, newClient());
    const ask = async () =>
      (await device.result(`mutation { requestEmailVerification { __typename } }`, {}, newClient()))[
        '__typename'
      ];
    expect([await ask(), await ask()]).not.toContain('RateLimited');
    expect(await ask()).toBe('RateLimited');
  });

  test('to request an order link are counted per normalized order number and per address', async () => {
    const ask = async (orderNumber: string, headers = newClient()) => {
      const document = `mutation ($input: RequestOrderLinkInput!) { requestOrderLink(input: $input) { __typename } }`;
      const input = { orderNumber, email: 'sam@example.com' };
      return (await new Device(system.apiUrl).result(document, { input }, headers))['__typename'];
    };
    expect([await ask('K7Q2-M4XD'), await ask('k7q2m4xd')]).not.toContain('RateLimited');
    expect(await ask(' K7q2 M4xd ')).toBe('RateLimited');
    const headers = newClient();
    const numbers = ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC'];
    for (const number of numbers) expect(await ask(number, headers)).not.toBe('RateLimited');
    expect(await ask('DDDD-DDDD', headers)).toBe('RateLimited');
  });

  test('to change a password are counted per account', async () => {
    const { device } = await newcomer(system, newClient());
    const change = async () => {
      const input = { currentPassword: 'not the password', newPassword: 'another long password' };
      return (await device.result(CHANGE_PASSWORD, { input }, newClient()))['code'];
    };
    expect([await change(), await change(), await change()]).toEqual([
      'WRONG_CREDENTIALS',
      'WRONG_CREDENTIALS',
      'RATE_LIMITED',
    ]);
  });
});

describe('orders', () => {
  test('are counted per address; a replay is not, and a rate-limited one reserves nothing', async () => {
    const headers = newClient();
    const shopper = shopperAt(headers);
    const cart = await shopper.fillCart({ sellers: 1 });
    const first = await shopper.place(cart, 'the-first-order');
    for (let nth = 1; nth <= 5; nth += 1) {
      const again = await shopperAt(headers, otherApi.url).place(cart, 'the-first-order');
      expect(again).toMatchObject({ orderId: first.orderId, replayed: true });
    }
    expect(await shopper.place(await shopper.fillCart({ sellers: 1 }))).toMatchObject({ replayed: false });
    const before = await system.database.sql('SELECT sum(reserved) FROM stock');
    const rejected = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    expect(rejected).toMatchObject({ __typename: 'RateLimited', code: 'RATE_LIMITED' });
    expect(await system.database.sql('SELECT sum(reserved) FROM stock')).toEqual(before);
  });

  test('are counted over a socket like over HTTP', async () => {
    const headers = newClient();
    const shopper = shopperAt(headers);
    await shopper.place(await shopper.fillCart({ sellers: 1 }));
    await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const cart = await shopper.fillCart({ sellers: 1 });
    const socket = await new Device(system.apiUrl).openSocket(headers);
    const query = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }`;
    const shipTo = { name: 'Sam', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
    const order = { email: 'sam@example.com', shipTo, idempotencyKey: 'over-the-socket' };
    const variables = { input: { ...order, cartToken: cart.token, quoteVersion: cart.quoteVersion } };
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect(message.toString()).toContain('RateLimited');
  });

  test('accept a limited number of cards across all attempts', async () => {
    const shopper = shopperAt(newClient());
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const pay = async () =>
      shopper.authorize(order, { confirmationToken: await shopper.card(DECLINED_CARD) });
    expect(await pay()).toMatchObject({ __typename: 'PaymentDeclined' });
    const retried = await shopper.retry(order);
    const second = { ...order, paymentIntentId: retried.paymentIntentId };
    const confirmationToken = await shopper.card(DECLINED_CARD);
    expect(await shopper.authorize(second, { confirmationToken })).toMatchObject({
      __typename: 'PaymentDeclined',
    });
    expect(await shopper.retry(order)).toMatchObject({ __typename: 'RateLimited' });
    expect(await pay()).toMatchObject({ __typename: 'RateLimited' });
  });
});

describe('while Redis is down', () => {
  test('each process counts for itself', async () => {
    const { email } = await newcomer(system, newClient());
    const headers = newClient();
    await actOnServer('redis', 'kill');
    try {
      const codes: unknown[] = [];
      for (let nth = 1; nth <= 4; nth += 1) codes.push(await guess(system.apiUrl, email, headers));
      expect(codes.slice(0, 3)).toEqual(['WRONG_CREDENTIALS', 'WRONG_CREDENTIALS', 'WRONG_CREDENTIALS']);
      expect(codes[3]).toBe('RATE_LIMITED');
      expect(await guess(otherApi.url, email, headers)).toBe('WRONG_CREDENTIALS');
    } finally {
      await actOnServer('redis', 'start');
    }
  });

  test('or hangs, requests do not wait for it repeatedly, and orders are placed', async () => {
    const errors: Error[] = [];
    const rateLimits = openRateLimits({
      url: system.redisUrl,
      quotas: quotasWith([{ name: 'signIn.address', count: 1_000, seconds: 60 }]),
      onError: (error) => errors.push(error),
    });
    atEndOfFile(() => Promise.resolve(rateLimits.close()));
    const take = () => rateLimits.take([{ quota: 'signIn.address', of: '203.0.113.250' }]);
    const shopper = shopperAt(newClient());
    const cart = await shopper.fillCart({ sellers: 1 });
    await actOnServer('redis', 'SIGSTOP');
    try {
      // Each wait reports an error; a thousand sequential waits would not finish in time.
      for (let nth = 1; nth <= 1_000; nth += 1) expect(await take()).toBeNull();
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThan(20);
      expect(await take()).toMatchObject({ code: 'RATE_LIMITED' });
      expect(await shopper.place(cart)).toMatchObject({ __typename: 'PlaceOrderSuccess' });
    } finally {
      await actOnServer('redis', 'SIGCONT');
    }
    await waitFor(async () => (await take()) === null, { what: 'counting in Redis to resume' });
  });
});
