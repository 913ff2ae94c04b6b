import { Migration } from '@mikro-orm/migrations';

/** The fulfilment service hears of orders that were called off after they were confirmed. */
export class M0032FulfilmentCanceled extends Migration {
  override up(): void {
    this.addSql(`
ALTER TABLE fulfilment_order ADD COLUMN canceled_at timestamptz;
COMMENT ON COLUMN fulfilment_order.canceled_at IS 'Nothing of it that is not on its way may be sent any more.'`);
  }

  override down(): void {
    this.addSql(`ALTER TABLE fulfilment_order DROP COLUMN canceled_at`);
  }
}
