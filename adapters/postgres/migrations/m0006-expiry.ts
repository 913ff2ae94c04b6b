import { Migration } from '@mikro-orm/migrations';

/** What the sweeper looks for, so that its look costs as little with a million orders as with ten. */
export class M0006Expiry extends Migration {
  override up(): void {
    this.addSql(
      `CREATE INDEX orders_unpaid_by_expiry ON orders (expires_at) WHERE status = 'PENDING_PAYMENT'`,
    );
  }

  override down(): void {
    this.addSql(`DROP INDEX orders_unpaid_by_expiry`);
  }
}
