import { Migration } from '@mikro-orm/migrations';

/**
 * What every change of an order runs costs the same however long the history is: the intents of a payment have an index
 * for all of them, and the check of postings goes to its entries by their key. What the check refuses is the same.
 */
export class M0033CostsOfHistory extends Migration {
  override up(): void {
    this.addSql(`
CREATE INDEX payment_intent_by_payment ON payment_intent (payment_id);

CREATE OR REPLACE FUNCTION ledger_postings_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_unbalanced boolean;
  is_late boolean;
BEGIN
  SELECT bool_or(balance <> 0), bool_or(written_by <> pg_current_xact_id()::xid) INTO is_unbalanced, is_late
  FROM (SELECT sum(CASE side WHEN 'DR' THEN amount_minor ELSE -amount_minor END) AS balance,
               (SELECT e.xmin FROM ledger_entry e WHERE e.id = entry_id) AS written_by
        FROM inserted GROUP BY entry_id, currency) AS by_entry;
  IF is_unbalanced THEN
    RAISE EXCEPTION 'postings do not sum to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  IF is_late THEN
    RAISE EXCEPTION 'an entry that was committed takes no more postings' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_is_immutable';
  END IF;
  RETURN NULL;
END $$`);
  }

  override down(): void {
    this.addSql(`
DROP INDEX payment_intent_by_payment;

CREATE OR REPLACE FUNCTION ledger_postings_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM inserted GROUP BY entry_id, currency
             HAVING sum(CASE side WHEN 'DR' THEN amount_minor ELSE -amount_minor END) <> 0) THEN
    RAISE EXCEPTION 'postings do not sum to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_sums_to_zero';
  END IF;
  IF EXISTS (SELECT FROM inserted i JOIN ledger_entry e ON e.id = i.entry_id WHERE e.xmin <> pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'an entry that was committed takes no more postings' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_is_immutable';
  END IF;
  RETURN NULL;
END $$`);
  }
}
