import { Migration } from '@mikro-orm/migrations';

/** What `npm run bench -- history` found to be read through and through. */
export class M0021HistoryIndexes extends Migration {
  override up(): void {
    this.addSql(`
CREATE INDEX order_line_by_seller_order ON order_line (seller_order_id);
CREATE INDEX seller_order_of_seller ON seller_order (seller_id, id);
COMMENT ON INDEX seller_order_of_seller IS 'The seller''s list of everything: a small seller''s is not found by walking through everybody''s.'`);
  }

  override down(): void {
    this.addSql(`DROP INDEX seller_order_of_seller, order_line_by_seller_order`);
  }
}
