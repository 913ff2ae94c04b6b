import { Migration } from '@mikro-orm/migrations';

/**
 * Domains and the append-only trigger, used by the tables of every feature.
 *
 * Ids are prefixed, time-ordered text (`ord_…`), compared bytewise so that an index range is a time range.
 */
export class M0001Domains extends Migration {
  override up(): void {
    for (const part of [DOMAINS, APPEND_ONLY]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`DROP FUNCTION forbid_rewriting`);
    this.addSql(`DROP DOMAIN currency_code, public_id`);
  }
}

const DOMAINS = `
CREATE DOMAIN public_id AS text COLLATE "C" CONSTRAINT public_id_is_prefixed CHECK (VALUE ~ '^[a-z]{2,4}_[0-9a-z]{26}$');
CREATE DOMAIN currency_code AS text CONSTRAINT currency_code_is_iso_4217 CHECK (VALUE ~ '^[A-Z]{3}$');
`;

/** A trigger for append-only tables; the privileges of the servers' user enforce the same. */
const APPEND_ONLY = `
CREATE FUNCTION forbid_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
`;
