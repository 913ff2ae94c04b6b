import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { MIGRATIONS } from './migrations.js';

const folder = join(import.meta.dirname, '..', 'migrations');
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .toSorted();

describe('the migrations', () => {
  test('are numbered from 1 without a gap and without a double', () => {
    expect(files.map((file) => file.slice(0, 6))).toEqual(
      files.map((_, index) => `m${String(index + 1).padStart(4, '0')}-`),
    );
  });

  test('run in the order of their numbers, each under the name of its file and its class', () => {
    expect(MIGRATIONS.map(({ name }) => `${name}.ts`)).toEqual(files);
    for (const { name, class: migration } of MIGRATIONS)
      expect(migration.name.toLowerCase()).toBe(name.replaceAll('-', ''));
  });

  // A database that ran the old text would never see the new one: what is to change comes as another file. Those that are
  // not locked yet, the newest ones, are locked by the release that ships them.
  test('have the checksums that migrations.lock keeps, up to the newest locked one', () => {
    const locked = readFileSync(join(folder, 'migrations.lock'), 'utf8').trim().split('\n');
    const sums = files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}`);
    expect(locked.length).toBeGreaterThanOrEqual(14);
    expect(sums.slice(0, locked.length)).toEqual(locked);
  });
});

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
