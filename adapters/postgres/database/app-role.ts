import type { Pool, PoolClient } from 'pg';
import { escapeIdentifier, escapeLiteral } from 'pg';

/** A database user of the servers. */
export type AppRole = Readonly<{ name: string; password: string }>;

/** Tables whose rows are written once: the servers may read and add, never change or remove. */
const APPEND_ONLY = [
  'ledger_entry',
  'ledger_posting',
  'ledger_snapshot',
  'item_edit',
  'terms_edit',
  'ops_activity',
];
/** Tables that only migrations write. */
const READ_ONLY = ['ledger_account', 'schema_migration'];

/**
 * Lets the servers' own user work on the tables, and no more: it owns nothing, so it can neither switch off a trigger nor
 * drop a table, and what is append-only it cannot change. The user is created when it is missing and we may create one.
 * Throws when the user has more power than that.
 */
export async function grantAppRole(pool: Pool, role: AppRole): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(createRole(role));
    await rejectPowerful(client, role.name);
    await client.query(grants(escapeIdentifier(role.name)));
  } finally {
    client.release();
  }
}

/** Roles belong to the whole server: another migration, of another database, may create it at this very moment. */
function createRole({ name, password }: AppRole): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${escapeLiteral(name)}) THEN
    CREATE ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(password)};
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;
}

/** One statement list is one transaction: at no moment may the servers do more than in the end. */
function grants(role: string): string {
  return `
GRANT USAGE ON SCHEMA public TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
REVOKE UPDATE, DELETE ON ${APPEND_ONLY.join(', ')} FROM ${role};
REVOKE INSERT, UPDATE, DELETE ON ${READ_ONLY.join(', ')} FROM ${role}`;
}

async function rejectPowerful(client: PoolClient, name: string): Promise<void> {
  const { rows } = await client.query<{ reason: string }>(
    `SELECT 'is a superuser' AS reason FROM pg_roles WHERE rolname = $1 AND rolsuper
     UNION ALL SELECT 'owns the tables' FROM pg_class WHERE oid = 'ledger_entry'::regclass AND pg_has_role($1, relowner, 'MEMBER')`,
    [name],
  );
  if (rows[0] !== undefined)
    throw new Error(`${name} of DATABASE_URL ${rows[0].reason}: give the servers a user of their own`);
}
