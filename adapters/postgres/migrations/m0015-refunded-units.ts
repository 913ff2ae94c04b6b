import { Migration } from '@mikro-orm/migrations';

/** Which units a refund was for, so that none is refunded twice. */
export class M0015RefundedUnits extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE refund ADD COLUMN units jsonb NOT NULL DEFAULT '[]'`);
    this.addSql(
      `COMMENT ON COLUMN refund.units IS 'Units of order lines that it was asked for, as [{orderLineId, quantity}]; empty for an amount.'`,
    );
  }

  override down(): void {
    this.addSql(`ALTER TABLE refund DROP COLUMN units`);
  }
}
