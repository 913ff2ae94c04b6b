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
  test('are numbered from 1 without gaps or duplicates', () => {
    expect(files.map((file) => file.slice(0, 6))).toEqual(
      files.map((_, index) => `m${String(index + 1).padStart(4, '0')}-`),
    );
  });

  test('run in numeric order, each named after its file and class', () => {
    expect(MIGRATIONS.map(({ name }) => `${name}.ts`)).toEqual(files);
    for (const { name, class: migration } of MIGRATIONS)
      expect(migration.name.toLowerCase()).toBe(name.replaceAll('-', ''));
  });

  // A migrated database would never see an edited file: changes go into a new migration. A release locks its migrations.
  test('match the checksums in migrations.lock, up to the newest locked one', () => {
    const locked = readFileSync(join(folder, 'migrations.lock'), 'utf8').trim().split('\n');
    const sums = files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}`);
    expect(locked.length).toBeGreaterThanOrEqual(14);
    expect(sums.slice(0, locked.length)).toEqual(locked);
  });
});

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
