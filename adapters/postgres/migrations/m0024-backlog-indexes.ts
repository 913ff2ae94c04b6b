import { Migration } from '@mikro-orm/migrations';

/** What the gauges count is little; without these they read every share and webhook event there ever was. */
export class M0024BacklogIndexes extends Migration {
  override up(): void {
    this.addSql(`
CREATE INDEX payment_order_capture_failed ON payment_order (id) WHERE status = 'CAPTURE_FAILED';
CREATE INDEX webhook_event_parked ON webhook_event (id) WHERE parked_at IS NOT NULL`);
  }

  override down(): void {
    this.addSql(`DROP INDEX webhook_event_parked, payment_order_capture_failed`);
  }
}
