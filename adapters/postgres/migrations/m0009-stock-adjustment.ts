import { Migration } from '@mikro-orm/migrations';

/** Who corrected which stock, when, why, and what it came to. */
export class M0009StockAdjustment extends Migration {
  override up(): void {
    this.addSql(ADJUSTMENTS);
  }

  override down(): void {
    this.addSql(`DROP TABLE stock_adjustment`);
  }
}

const ADJUSTMENTS = `
CREATE TABLE stock_adjustment (
  id              public_id PRIMARY KEY,
  item_id         public_id NOT NULL REFERENCES item,
  account_id      public_id NOT NULL REFERENCES account,
  idempotency_key text NOT NULL,
  delta           integer NOT NULL CONSTRAINT stock_adjustment_changes_something CHECK (delta <> 0),
  reason          text NOT NULL CONSTRAINT stock_adjustment_reason_is_known CHECK (reason IN ('DELIVERED','COUNTED','DAMAGED','LOST','FOUND')),
  note            text NOT NULL,
  on_hand         integer NOT NULL,
  reserved        integer NOT NULL,
  made_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT stock_adjustment_key_is_used_once UNIQUE (item_id, idempotency_key)
);
COMMENT ON TABLE stock_adjustment IS 'Append-only audit of corrections by people; what orders take and give back stands in stock_reservation.';
COMMENT ON COLUMN stock_adjustment.on_hand IS 'After the correction, so that a replay of the key gets the same answer.';
`;
