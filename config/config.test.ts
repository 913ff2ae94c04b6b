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
  test('names every setting with its description, and no other', () => {
    expect([...documented.keys()]).toEqual(Object.keys(settings.shape));
    for (const [name, schema] of Object.entries(settings.shape)) {
      expect(documented.get(name)?.['description']).toBe(schema.description);
    }
  });

  test('is a configuration that starts', () => {
    const given = Object.fromEntries(Array.from(documented, ([name, groups]) => [name, groups?.['value']]));
    expect(settings.safeParse(given).error).toBeUndefined();
  });
});

describe('the configuration', () => {
  test('tells every fault at once', () => {
    const faults = settings.safeParse({ PORT: 'soon', SESSION_SECRET: 'short' }).error?.issues ?? [];
    const names = faults.map(({ path }) => path.join('.'));
    expect(names).toEqual(
      expect.arrayContaining(['PORT', 'SESSION_SECRET', 'DATABASE_URL', 'STRIPE_SECRET_KEY']),
    );
  });

  test('refuses the simulator beside a live key', () => {
    const given = Object.fromEntries(Array.from(documented, ([name, groups]) => [name, groups?.['value']]));
    const live = settings.safeParse({ ...given, STRIPE_SECRET_KEY: 'sk_live_x' });
    expect(live.error?.issues.map(({ path }) => path[0])).toEqual(['STRIPE_API_BASE']);
    expect(
      settings.safeParse({ ...given, STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_API_BASE: undefined }).success,
    ).toBe(true);
  });

  test('takes a secret from a file, and an empty variable as not set', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'splitcart-config-')), 'secret');
    writeFileSync(file, 'sk_test_from_file\n');
    const given = withFiles({ STRIPE_SECRET_KEY_FILE: file, KAFKA_BROKERS: '' });
    expect(given['STRIPE_SECRET_KEY']).toBe('sk_test_from_file');
    expect(given).not.toHaveProperty('KAFKA_BROKERS');
  });
});
