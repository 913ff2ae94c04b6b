import { once } from 'node:events';

import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type WebSocket from 'ws';

import { createSigningKeys } from '../../adapters/crypto/signing-keys.js';
import { openLiveChannel } from '../../adapters/redis/live-channel.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { createGraphqlClient } from '../harness/client.js';
import { Device } from '../harness/device.js';
import { Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';
import {
  SIGN_OUT,
  SIGN_OUT_EVERYWHERE,
  VIEWER,
  isKnown,
  letTimePass,
  newcomer,
  refresh,
} from './identity-fixture.js';

let system: TestSystem;
let keys: ReturnType<typeof createSigningKeys>;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  const { stores } = await openTestStores(system.database, { poolMax: 2 });
  const secret = system.env['SESSION_SECRET'] ?? '';
  keys = createSigningKeys({ store: stores.signingKeys, secret });
});

/** A token signed with our own keys, with some claims changed. */
async function tokenLike(
  token: string,
  changes: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  const { kid, key } = await keys.current();
  return new SignJWT({ ...decodeJwt(token), ...changes })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header })
    .sign(key);
}

describe('an access token', () => {
  test('is rejected when anything in it is wrong, and never treated as absent', async () => {
    const { device } = await newcomer(system);
    const good = device.accessToken ?? '';
    const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
    const none = [{ alg: 'none', typ: 'at+jwt' }, decodeJwt(good)].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const bad = {
      expired: await tokenLike(good, { exp: inAnHour - 7_200 }),
      'not yet valid': await tokenLike(good, { nbf: inAnHour }),
      'of another issuer': await tokenLike(good, { iss: 'https://evil.example' }),
      'for another audience': await tokenLike(good, { aud: 'other' }),
      'of another type': await tokenLike(good, {}, { typ: 'JWT' }),
      'of an unknown key': await tokenLike(good, {}, { kid: 'unknown' }),
      unsigned: `${none.join('.')}.`,
      altered: `${good.slice(0, -6)}AAAAAA`,
    };
    expect((await device.send(VIEWER)).status).toBe(200);
    for (const [fault, token] of Object.entries(bad)) {
      device.accessToken = token;
      const { status, errors, data } = await device.send(VIEWER);
      expect([fault, status, errors[0]?.extensions['code'], data ?? null]).toEqual([
        fault,
        401,
        'UNAUTHENTICATED',
        null,
      ]);
    }
  });

  test('can be verified by anyone with the key set at /.well-known/jwks.json', async () => {
    const { device } = await newcomer(system);
    const url = new URL(`${system.apiUrl}/.well-known/jwks.json`);
    const { payload } = await jwtVerify(device.accessToken ?? '', createRemoteJWKSet(url), {
      audience: 'splitcart',
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ roles: ['SHOPPER'], sub: expect.stringMatching(/^acc_/) });
    const { keys: published } = (await (await fetch(url)).json()) as { keys: Record<string, unknown>[] };
    for (const key of published) expect(Object.keys(key)).not.toContain('d');
  });

  test('survives a key rotation: old keys verify, new ones sign, and nobody is signed out', async () => {
    const { device } = await newcomer(system);
    const socket = await device.openSocket();
    const kidBefore = decodeProtectedHeader(device.accessToken ?? '').kid;
    await keys.rotate(0);
    expect(await isKnown(device)).toBe(true);
    expect(await refresh(device)).toMatchObject({ __typename: 'SignInSuccess' });
    expect(decodeProtectedHeader(device.accessToken ?? '').kid).not.toBe(kidBefore);
    expect(await isKnown(device)).toBe(true);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('is signed with a new key only after the key has been published for a while', async () => {
    const { device } = await newcomer(system);
    const kidBefore = decodeProtectedHeader(device.accessToken ?? '').kid;
    await keys.rotate();
    await refresh(device);
    expect(decodeProtectedHeader(device.accessToken ?? '').kid).toBe(kidBefore);
    const jwks = await (await fetch(`${system.apiUrl}/.well-known/jwks.json`)).json();
    expect((jwks as { keys: unknown[] }).keys.length).toBeGreaterThan(1);
  });
});

function messagesOf(socket: WebSocket): Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = [];
  socket.on('message', (message: Buffer) => messages.push(JSON.parse(message.toString())));
  return messages;
}

describe('an open socket', () => {
  const closing = async (device: Device): Promise<() => Promise<{ code: number; afterMs: number }>> => {
    const socket = await device.openSocket();
    const closed = once(socket, 'close');
    return async () => {
      const start = performance.now();
      const [code] = (await closed) as [number];
      return { code, afterMs: performance.now() - start };
    };
  };

  test('is closed within two seconds of a sign-out, a sign-out everywhere or a stolen token', async () => {
    const endings: ((device: Device) => Promise<unknown>)[] = [
      (device) => device.result(SIGN_OUT),
      (device) => device.result(SIGN_OUT_EVERYWHERE),
      async (device) => {
        const thief = device.copy();
        await refresh(device);
        await letTimePass(system);
        return refresh(thief);
      },
    ];
    for (const end of endings) {
      const { device } = await newcomer(system);
      const bystander = await (await newcomer(system)).device.openSocket();
      const closed = await closing(device);
      await end(device);
      const { code, afterMs } = await closed();
      expect(code).toBe(4403);
      expect(afterMs).toBeLessThan(2_000);
      expect(bystander.readyState).toBe(bystander.OPEN);
    }
  });

  test('is closed when its token expires', async () => {
    const { device } = await newcomer(system);
    const exp = Math.floor(Date.now() / 1000) + 3;
    device.accessToken = await tokenLike(device.accessToken ?? '', { exp });
    const closed = await closing(device);
    expect((await closed()).code).toBe(4403);
    expect(Math.abs(Date.now() - exp * 1000)).toBeLessThan(2_000);
  });

  test('outlives its token when a ping carries a newer one, and its subscriptions continue', async () => {
    const { device } = await newcomer(system);
    const shopper = new Shopper(
      system,
      createGraphqlClient(system.apiUrl, { authorization: `Bearer ${device.accessToken ?? ''}` }),
    );
    const { orderId } = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const good = device.accessToken ?? '';
    const exp = Math.floor(Date.now() / 1000) + 3;
    device.accessToken = await tokenLike(good, { exp });
    const socket = await device.openSocket();
    const messages = messagesOf(socket);
    socket.send(
      JSON.stringify({
        ...{ id: '1', type: 'subscribe' },
        payload: { query: `subscription { orderUpdated(orderId: "${orderId}") { version } }` },
      }),
    );
    await waitFor(() => messages.length === 1, { what: 'the order' });
    const ping = { type: 'ping', payload: { authorization: `Bearer ${good}` } };
    socket.send(JSON.stringify(ping));
    await waitFor(() => messages.length === 2, { what: 'the pong' });
    expect(messages[1]).toEqual({ ...ping, type: 'pong' });
    await waitFor(() => Date.now() > (exp + 2) * 1000, { what: 'the first token to expire' });
    const order = await system.database.sql<{ version: number }>(
      'UPDATE orders SET version = version + 1 WHERE id = $1 RETURNING version',
      [orderId],
    );
    const channel = openLiveChannel({ url: system.redisUrl, onError: () => undefined });
    atEndOfFile(() => Promise.resolve(channel.close()));
    await waitFor(
      () => {
        channel.announce({ orderId, version: order[0]?.version ?? 0 });
        return messages.length === 3;
      },
      { what: 'the changed order' },
    );
    expect(messages[2]).toMatchObject({
      id: '1',
      payload: { data: { orderUpdated: { version: order[0]?.version } } },
    });
    // Ending the session still closes the socket.
    const closed = once(socket, 'close');
    await device.result(SIGN_OUT, {}, { authorization: `Bearer ${good}` });
    expect((await closed)[0]).toBe(4403);
  });

  test('is closed by a ping with an invalid token or another user’s, also for a guest', async () => {
    const { device: other } = await newcomer(system);
    const pings: [Device, string | null][] = [
      [(await newcomer(system)).device, 'not.a.token'],
      [(await newcomer(system)).device, other.accessToken],
      [new Device(system.apiUrl), 'not.a.token'],
    ];
    for (const [device, token] of pings) {
      const socket = await device.openSocket();
      const closed = once(socket, 'close');
      socket.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${token ?? ''}` } }));
      expect((await closed)[0]).toBe(4403);
    }
  });

  test('answers a ping without credentials and stays open', async () => {
    const { device } = await newcomer(system);
    const socket = await device.openSocket();
    const messages = messagesOf(socket);
    socket.send(JSON.stringify({ type: 'ping' }));
    socket.send(JSON.stringify({ type: 'ping', payload: { at: 1 } }));
    await waitFor(() => messages.length === 2, { what: 'two pongs' });
    expect(messages).toEqual([{ type: 'pong' }, { type: 'pong', payload: { at: 1 } }]);
    expect(socket.readyState).toBe(socket.OPEN);
  });

  test('is denied to an invalid token, and open to a guest without one', async () => {
    const device = new Device(system.apiUrl);
    await device.openSocket();
    device.accessToken = 'not.a.token';
    await expect(device.openSocket()).rejects.toThrow('closed with 4403');
  });
});
