import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Migration } from '@mikro-orm/migrations';

type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

const FOLDER = join(import.meta.dirname, '..', 'migrations');

/**
 * All migrations in order: the baseline by feature, each file after those that its tables reference, then one file per
 * change. The folder is the list; a file in `migrations.lock` is never edited.
 */
export const MIGRATIONS = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => /^m\d{4}-[\w-]+\.[jt]s$/.test(file))
    .toSorted()
    .map(async (file) => ({ name: basename(file, extname(file)), class: await migrationIn(file) })),
);

/** The one migration that the file exports. */
async function migrationIn(file: string): Promise<MigrationClass> {
  const module: unknown = await import(pathToFileURL(join(FOLDER, file)).href);
  const exported = typeof module === 'object' ? Object.values({ ...module }).filter(isMigration) : [];
  const [migration] = exported;
  if (migration === undefined || exported.length > 1) throw new Error(`${file} must export one migration`);
  return migration;
}

function isMigration(value: unknown): value is MigrationClass {
  return typeof value === 'function' && value.prototype instanceof Migration;
}
