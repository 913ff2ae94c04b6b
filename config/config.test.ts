import { readFileSync } from 'node:fs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { settings, withFiles } from './config.js';

const example = readFileSync('.env.example', 'utf8');
const variables = example.matchAll(/^# (?<description>.+)\n(?<name>[A-Z_]+)=(?<value>.*)$/gm);
const documented = new Map(Array.from(variables, ({ groups }) => [groups?.['name'] ?? '', groups]));

describe('.env.example', () => {
  test('lists exactly the settings of the schema, with their descriptions', () => {
    expect([...documented.keys()]).toEqual(Object.keys(settings.shape));
    for (const [name, schema] of Object.entries(settings.shape)) {
      expect(documented.get(name)?.['description']).toBe(schema.description);
    }
  });

  test('is a valid configuration', () => {
    const given = Object.fromEntries(Array.from(documented, ([name, groups]) => [name, groups?.['value']]));
    expect(settings.safeParse(given).error).toBeUndefined();
  });
});

describe('the configuration', () => {
  test('reports every fault at once', () => {
    const faults = settings.safeParse({ PORT: 'soon', SESSION_SECRET: 'short' }).error?.issues ?? [];
    const names = faults.map(({ path }) => path.join('.'));
    expect(names).toEqual(
      expect.arrayContaining(['PORT', 'SESSION_SECRET', 'DATABASE_URL', 'STRIPE_SECRET_KEY']),
    );
  });

  const given = Object.fromEntries(Array.from(documented, ([name, groups]) => [name, groups?.['value']]));
  const faultsOf = (stripe: Record<string, string | undefined>): string[] =>
    (settings.safeParse({ ...given, ...stripe }).error?.issues ?? []).map(({ path }) => path.join('.'));
  const letters = 'AbCdEfGhIjKlMnOpQrStUvWx';
  const keysOf = (kind: string) => ({
    STRIPE_SECRET_KEY: `sk_${kind}`,
    STRIPE_PUBLISHABLE_KEY: `pk_${kind}`,
  });

  test.each([
    `live_${letters}`,
    `live_51${letters.repeat(4)}`,
    'live_x',
    `test_${letters}`,
    `test_51${letters.repeat(4)}`,
  ])('with the key sk_%s only Stripe may be called', (kind) => {
    expect(faultsOf({ ...keysOf(kind), STRIPE_API_BASE: undefined })).toEqual([]);
    for (const base of ['http://127.0.0.1:4010', 'https://api.stripe.com', 'https://stripe.example'])
      expect(faultsOf({ ...keysOf(kind), STRIPE_API_BASE: base })).toEqual(['STRIPE_API_BASE']);
  });

  test('with any other key requires a simulator: only real Stripe keys are sent to Stripe', () => {
    for (const kind of ['test_simulator', 'test_local_0a1b2c3d4e5f6071', 'test_x'])
      expect(faultsOf({ ...keysOf(kind), STRIPE_API_BASE: undefined })).toEqual(['STRIPE_API_BASE']);
  });

  test('rejects two keys of different accounts or modes', () => {
    const pairs = [
      [`sk_live_${letters}`, `pk_test_${letters}`],
      [`sk_test_${letters}`, `pk_live_${letters}`],
      [`sk_test_${letters}`, 'pk_test_simulator'],
    ] as const;
    for (const [STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY] of pairs)
      expect(faultsOf({ STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_API_BASE: undefined })).toEqual([
        'STRIPE_PUBLISHABLE_KEY',
      ]);
  });

  test('reads a secret from a file and treats an empty variable as unset', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'splitcart-config-')), 'secret');
    writeFileSync(file, 'sk_test_from_file\n');
    const given = withFiles({ STRIPE_SECRET_KEY_FILE: file, KAFKA_BROKERS: '' });
    expect(given['STRIPE_SECRET_KEY']).toBe('sk_test_from_file');
    expect(given).not.toHaveProperty('KAFKA_BROKERS');
  });
});
