import { Migration } from '@mikro-orm/migrations';

/** Sums of the accounts up to a day, so that a trial balance adds up days and not years. */
export class M0030LedgerSnapshots extends Migration {
  override up(): void {
    this.addSql(`
CREATE TABLE ledger_snapshot (
  through      timestamptz NOT NULL,
  account      text NOT NULL REFERENCES ledger_account,
  currency     currency_code NOT NULL,
  debit_minor  bigint NOT NULL,
  credit_minor bigint NOT NULL,
  taken_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (through, account, currency)
);
COMMENT ON TABLE ledger_snapshot IS 'Per account and currency the sums of all postings before a moment; append-only, as what it sums.';
COMMENT ON COLUMN ledger_snapshot.through IS 'Midnight in UTC, a whole day before it is taken: no transaction that posts is open that long.';
CREATE TRIGGER ledger_snapshot_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger()`);
  }

  override down(): void {
    this.addSql('DROP TABLE ledger_snapshot');
  }
}
