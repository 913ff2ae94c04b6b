import type { Pool, PoolClient } from 'pg';
import { escapeIdentifier, escapeLiteral } from 'pg';

/** The database user of the servers. */
export type AppRole = Readonly<{ name: string; password: string }>;

/** Append-only tables: the servers may select and insert, never update or delete. */
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
 * Grants the servers' user access to the tables, and no more: it owns nothing, so it can neither disable a trigger nor
 * drop a table, and it cannot change append-only rows. Creates the user if it is missing and we may create one. Throws
 * when the user has more privileges than that.
 */
export async function grantAppRole(pool: Pool, role: AppRole): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(createRole(role));
    await rejectPrivileged(client, role.name);
    await client.query(grants(escapeIdentifier(role.name)));
  } finally {
    client.release();
  }
}

/** Roles belong to the whole server: the migration of another database may create this one at the same moment. */
function createRole({ name, password }: AppRole): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${escapeLiteral(name)}) THEN
    CREATE ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(password)};
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;
}

/** Sent as one query, hence one transaction: the servers never have more privileges than at the end. */
function grants(role: string): string {
  return `
GRANT USAGE ON SCHEMA public TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
REVOKE UPDATE, DELETE ON ${APPEND_ONLY.join(', ')} FROM ${role};
REVOKE INSERT, UPDATE, DELETE ON ${READ_ONLY.join(', ')} FROM ${role}`;
}

async function rejectPrivileged(client: PoolClient, name: string): Promise<void> {
  const { rows } = await client.query<{ reason: string }>(
    `SELECT 'is a superuser' AS reason FROM pg_roles WHERE rolname = $1 AND rolsuper
     UNION ALL SELECT 'owns the tables' FROM pg_class WHERE oid = 'ledger_entry'::regclass AND pg_has_role($1, relowner, 'MEMBER')`,
    [name],
  );
  if (rows[0] !== undefined)
    throw new Error(
      `the user ${name} of DATABASE_URL ${rows[0].reason}: use a separate database user for the servers`,
    );
}
