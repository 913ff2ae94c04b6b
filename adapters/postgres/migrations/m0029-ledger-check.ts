import { Migration } from '@mikro-orm/migrations';

/** The check of an entry at its commit is one statement now, where it was two; what it refuses is the same. */
export class M0029LedgerCheck extends Migration {
  override up(): void {
    this.addSql(`
CREATE OR REPLACE FUNCTION ledger_entry_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  balanced boolean;
BEGIN
  SELECT bool_and(balance = 0) INTO balanced
  FROM (SELECT sum(CASE side WHEN 'DR' THEN amount_minor ELSE -amount_minor END) AS balance
        FROM ledger_posting WHERE entry_id = NEW.id GROUP BY currency) AS by_currency;
  IF balanced IS NULL THEN
    RAISE EXCEPTION 'ledger entry % has no postings', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  IF NOT balanced THEN
    RAISE EXCEPTION 'ledger entry % does not sum to zero', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  RETURN NULL;
END $$`);
  }

  override down(): void {
    this.addSql(`
CREATE OR REPLACE FUNCTION ledger_entry_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.id) THEN
    RAISE EXCEPTION 'ledger entry % has no postings', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  IF EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.id GROUP BY currency
             HAVING sum(CASE side WHEN 'DR' THEN amount_minor ELSE -amount_minor END) <> 0) THEN
    RAISE EXCEPTION 'ledger entry % does not sum to zero', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  RETURN NULL;
END $$`);
  }
}
