import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';

import { createIssuerKeys, type IssuerKeys } from './issuer-keys.js';

const minute = 60_000;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** An in-memory issuer: the keys it publishes, whether it is down, and how often it was read. */
let published: string[];
let isDown: boolean;
let reads: number;
let time: number;
let keys: IssuerKeys;

beforeEach(() => {
  published = ['one'];
  isDown = false;
  reads = 0;
  time = 0;
  keys = createIssuerKeys({ load, logger: silent, now: () => time });
});

async function load(): Promise<JSONWebKeySet> {
  reads += 1;
  await Promise.resolve();
  if (isDown) throw new Error('down');
  const { publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return { keys: published.map((kid) => ({ ...jwk, kid, alg: 'ES256' })) };
}
const knows = async (kid: string): Promise<boolean> => (await keys.find({ alg: 'ES256', kid })) !== null;

describe('the keys of the issuer', () => {
  test('are loaded with the first token, once for concurrent requests', async () => {
    expect(reads).toBe(0);
    expect(await Promise.all(['one', 'one', 'one'].map(knows))).toEqual([true, true, true]);
    expect(await knows('one')).toBe(true);
    expect(reads).toBe(1);
  });

  test('are reloaded once for an unknown key, then not again for half a minute', async () => {
    await knows('one');
    published = ['two'];
    expect(await Promise.all(['two', 'two'].map(knows))).toEqual([true, true]);
    expect(reads).toBe(2);
    expect(await knows('made-up')).toBe(false);
    expect(await knows('made-up-too')).toBe(false);
    expect(reads).toBe(2);
    time += minute / 2;
    published = ['three'];
    expect(await knows('three')).toBe(true);
    expect(await knows('one')).toBe(false);
    expect(reads).toBe(3);
  });

  test('are not reloaded for a key missing from the first load', async () => {
    expect(await knows('made-up')).toBe(false);
    expect(reads).toBe(1);
  });

  test('are refreshed in the background after ten minutes', async () => {
    await knows('one');
    published = ['two'];
    time += 10 * minute;
    expect(await knows('one')).toBe(true);
    expect(await knows('two')).toBe(true);
    expect(reads).toBe(2);
    expect(await knows('one')).toBe(false);
  });

  test('stay valid for a day while the issuer is down, with a retry every five seconds at most', async () => {
    await knows('one');
    isDown = true;
    time += 23 * 60 * minute;
    for (let round = 0; round < 10; round += 1) expect(await knows('one')).toBe(true);
    expect(reads).toBe(2);
    time += 5_000;
    expect(await knows('one')).toBe(true);
    expect(reads).toBe(3);
    time += 60 * minute;
    expect(await knows('one')).toBe(false);
  });

  test('are loaded as soon as the issuer is back', async () => {
    isDown = true;
    expect(await knows('one')).toBe(false);
    expect(await knows('one')).toBe(false);
    expect(reads).toBe(1);
    isDown = false;
    time += 5_000;
    expect(await knows('one')).toBe(true);
  });
});
