import { Migration } from '@mikro-orm/migrations';

/** Finding items: words (full text), parts of words and typing errors (trigrams), and the orders that a list can have. */
export class M0008CatalogSearch extends Migration {
  override up(): void {
    this.addSql(SEARCH);
  }

  override down(): void {
    this.addSql(`DROP INDEX item_by_name, item_by_price, item_name_trigrams, item_search_words`);
    this.addSql(`ALTER TABLE item DROP COLUMN search_words`);
  }
}

const SEARCH = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;
ALTER TABLE item ADD COLUMN search_words tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', category), 'B') ||
  setweight(to_tsvector('english', sku || ' ' || coalesce(upc, '')), 'B') || setweight(to_tsvector('english', description), 'C')
) STORED;
COMMENT ON COLUMN item.search_words IS 'A word in the name counts more than one in the category, and that more than one in the description.';
CREATE INDEX item_search_words ON item USING gin (search_words) WHERE active;
CREATE INDEX item_name_trigrams ON item USING gin (lower(name) gin_trgm_ops) WHERE active;
CREATE INDEX item_by_price ON item (currency, price_minor, id) WHERE active;
CREATE INDEX item_by_name ON item (lower(name) COLLATE "C", id) WHERE active;
`;
