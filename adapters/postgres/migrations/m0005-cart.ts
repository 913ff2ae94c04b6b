import { Migration } from '@mikro-orm/migrations';

/** Carts of guests and of accounts. */
export class M0005Cart extends Migration {
  override up(): void {
    this.addSql(CARTS);
  }

  override down(): void {
    this.addSql(`DROP TABLE cart_line, cart`);
  }
}

const CARTS = `
CREATE TABLE cart (
  id          public_id PRIMARY KEY,
  token_hash  text CONSTRAINT cart_token_is_unique UNIQUE,
  account_id  public_id REFERENCES account,
  currency    currency_code NOT NULL,
  destination text NOT NULL DEFAULT 'DE' CONSTRAINT cart_destination_is_iso_3166 CHECK (destination ~ '^[A-Z]{2}$'),
  order_id    public_id,
  version     integer NOT NULL DEFAULT 1,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT cart_has_one_key CHECK ((token_hash IS NULL) <> (account_id IS NULL))
);
CREATE UNIQUE INDEX cart_one_open_per_account ON cart (account_id) WHERE account_id IS NOT NULL AND order_id IS NULL;
COMMENT ON COLUMN cart.token_hash IS 'SHA-256 of the guest''s bearer token; only the browser has the token itself.';
COMMENT ON COLUMN cart.account_id IS 'The owner. An account''s cart has no token, so that a signed-out device has no access to it.';
COMMENT ON COLUMN cart.destination IS 'Shipping destination; determines the tax in the quote.';
COMMENT ON COLUMN cart.order_id IS 'The order placed from the cart; a cart is ordered at most once.';

CREATE TABLE cart_line (
  cart_id  public_id NOT NULL REFERENCES cart ON DELETE CASCADE,
  item_id  public_id NOT NULL REFERENCES item,
  quantity integer NOT NULL CONSTRAINT cart_line_quantity_is_within_limit CHECK (quantity BETWEEN 1 AND 99),
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cart_id, item_id)
);
`;
