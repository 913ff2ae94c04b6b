import { Migration } from '@mikro-orm/migrations';

/** The gauge of refunds that failed reads these only, not every refund that there ever was. */
export class M0031FailedRefunds extends Migration {
  override up(): void {
    this.addSql(`CREATE INDEX refund_failed ON refund (order_id) WHERE status = 'FAILED'`);
  }

  override down(): void {
    this.addSql(`DROP INDEX refund_failed`);
  }
}
