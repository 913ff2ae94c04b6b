import { Migration } from '@mikro-orm/migrations';

/** The double-entry ledger, append-only and always balanced, and seller balances. */
export class M0009Ledger extends Migration {
  override up(): void {
    for (const part of [ACCOUNTS, ENTRIES, BALANCE_GUARDS, CHANGE_GUARDS, SNAPSHOTS, BALANCES])
      this.addSql(part);
  }

  override down(): void {
    this.addSql(
      `DROP TABLE pending_fund, seller_balance, seller_books, ledger_snapshot, ledger_posting, ledger_entry, ledger_account`,
    );
    this.addSql(
      `DROP FUNCTION forbid_change_of_ledger, ledger_postings_must_balance, ledger_entry_must_balance`,
    );
  }
}

const ACCOUNTS = `
CREATE TABLE ledger_account (
  code          text PRIMARY KEY,
  title         text NOT NULL,
  kind          text NOT NULL CONSTRAINT ledger_account_kind_is_known CHECK (kind IN ('MEMO','ASSET','LIABILITY','REVENUE','EXPENSE')),
  normal_side   text NOT NULL CONSTRAINT ledger_account_side_is_known CHECK (normal_side IN ('DR','CR')),
  is_per_seller boolean NOT NULL
);
COMMENT ON TABLE ledger_account IS 'The chart of accounts, identical to core/ledger/account-chart.ts; every account is kept per currency.';
INSERT INTO ledger_account (code, title, kind, normal_side, is_per_seller) VALUES
  ('auth_hold', 'Open authorizations', 'MEMO', 'DR', false),
  ('auth_hold_offset', 'Open authorizations, other half', 'MEMO', 'CR', false),
  ('psp_clearing', 'Money at the PSP', 'ASSET', 'DR', false),
  ('seller_payable', 'Owed to a seller', 'LIABILITY', 'CR', true),
  ('platform_commission', 'Commission', 'REVENUE', 'CR', false),
  ('tax_payable', 'Tax to pass on', 'LIABILITY', 'CR', false),
  ('psp_fees', 'Fees of the PSP', 'EXPENSE', 'DR', false),
  ('dispute_reserve', 'Disputed money', 'ASSET', 'DR', false),
  ('payouts_in_transit', 'Payouts under way', 'LIABILITY', 'CR', false),
  ('platform_loss', 'Losses of the platform', 'EXPENSE', 'DR', false);
`;

const ENTRIES = `
CREATE TABLE ledger_entry (
  id               public_id PRIMARY KEY,
  business_key     text NOT NULL CONSTRAINT ledger_entry_is_written_once UNIQUE,
  fact             text NOT NULL,
  order_id         public_id REFERENCES orders,
  payment_id       public_id REFERENCES payment,
  payment_order_id public_id REFERENCES payment_order,
  step_id          public_id,
  actor            text NOT NULL,
  cause            text NOT NULL,
  occurred_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_entry_by_order ON ledger_entry (order_id);
COMMENT ON TABLE ledger_entry IS 'Append-only. A mistake is corrected by another entry; UPDATE, DELETE and TRUNCATE always fail.';
COMMENT ON COLUMN ledger_entry.business_key IS 'Identifies the fact, so that it is posted once however often it arrives.';
COMMENT ON COLUMN ledger_entry.fact IS 'Key of its recipe in core/ledger/recipes.ts.';
COMMENT ON COLUMN ledger_entry.step_id IS 'The step whose result it records. Not a foreign key: steps may be purged, entries never.';

CREATE TABLE ledger_posting (
  entry_id     public_id NOT NULL REFERENCES ledger_entry,
  nth          smallint NOT NULL,
  account      text NOT NULL REFERENCES ledger_account,
  seller_id    public_id REFERENCES seller,
  currency     currency_code NOT NULL,
  amount_minor bigint NOT NULL CONSTRAINT ledger_posting_amount_is_positive CHECK (amount_minor > 0),
  side         text NOT NULL CONSTRAINT ledger_posting_side_is_known CHECK (side IN ('DR','CR')),
  posted_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (entry_id, nth),
  CONSTRAINT ledger_posting_names_the_seller_it_owes CHECK ((account = 'seller_payable') = (seller_id IS NOT NULL))
);
CREATE INDEX ledger_posting_by_seller ON ledger_posting (seller_id, entry_id) WHERE seller_id IS NOT NULL;
CREATE INDEX ledger_posting_by_time ON ledger_posting (posted_at);
COMMENT ON COLUMN ledger_posting.posted_at IS 'Copied from the entry, so that the sums of a day need no join.';
`;

/*
 * An entry and its postings are written in one transaction. The postings of each INSERT must balance on their own, so SET
 * CONSTRAINTS cannot be used to add one after the deferred check of the entry.
 */
const BALANCE_GUARDS = `
CREATE FUNCTION ledger_entry_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_sums_to_zero AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_must_balance();

CREATE FUNCTION ledger_postings_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
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
    RAISE EXCEPTION 'a committed entry takes no more postings' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_is_immutable';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_posting_sums_to_zero AFTER INSERT ON ledger_posting
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ledger_postings_must_balance();
`;

const CHANGE_GUARDS = `
CREATE FUNCTION forbid_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is forbidden: the ledger is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_is_immutable';
END $$;
CREATE TRIGGER ledger_entry_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change_of_ledger();
CREATE TRIGGER ledger_posting_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change_of_ledger();
`;

/** Daily sums per account, so that a trial balance adds up days instead of years. */
const SNAPSHOTS = `
CREATE TABLE ledger_snapshot (
  through      timestamptz NOT NULL,
  account      text NOT NULL REFERENCES ledger_account,
  currency     currency_code NOT NULL,
  debit_minor  bigint NOT NULL,
  credit_minor bigint NOT NULL,
  taken_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (through, account, currency)
);
COMMENT ON TABLE ledger_snapshot IS 'Sums of all postings before a point in time, per account and currency; append-only, like the postings.';
COMMENT ON COLUMN ledger_snapshot.through IS 'Midnight UTC, at least a day before the snapshot is taken: no posting transaction stays open that long.';
CREATE TRIGGER ledger_snapshot_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_snapshot
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change_of_ledger();
`;

const BALANCES = `
CREATE TABLE seller_books (
  seller_id      public_id PRIMARY KEY REFERENCES seller,
  event_sequence integer NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE seller_books IS 'Row lock of a seller''s balances in all currencies, and the counter of their events. Several rows are locked in id order.';

CREATE TABLE seller_balance (
  seller_id       public_id NOT NULL REFERENCES seller,
  currency        currency_code NOT NULL,
  pending_minor   bigint NOT NULL DEFAULT 0 CONSTRAINT seller_balance_pending_is_not_negative CHECK (pending_minor >= 0),
  available_minor bigint NOT NULL DEFAULT 0,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (seller_id, currency)
) WITH (fillfactor = 70);
COMMENT ON TABLE seller_balance IS 'Sum of the seller''s postings, updated in the posting transaction; pending + available, exact to the minor unit.';
COMMENT ON COLUMN seller_balance.available_minor IS 'May be negative: if refunds exceed earnings, the seller has a debt to the platform.';

CREATE TABLE pending_fund (
  entry_id     public_id NOT NULL REFERENCES ledger_entry,
  seller_id    public_id NOT NULL REFERENCES seller,
  currency     currency_code NOT NULL,
  amount_minor bigint NOT NULL CONSTRAINT pending_fund_amount_is_positive CHECK (amount_minor > 0),
  available_at timestamptz NOT NULL,
  PRIMARY KEY (entry_id, seller_id)
);
CREATE INDEX pending_fund_by_time ON pending_fund (available_at);
CREATE INDEX pending_fund_by_seller ON pending_fund (seller_id);
COMMENT ON TABLE pending_fund IS 'Captured money that the PSP has not settled yet, and when it becomes available. The row is deleted then.';
`;
