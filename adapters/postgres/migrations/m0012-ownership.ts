import { Migration } from '@mikro-orm/migrations';

/** Carts and orders that belong to accounts, lists of orders, and a history that says who and in which request. */
export class M0012Ownership extends Migration {
  override up(): void {
    for (const part of [CART, ORDERS, HISTORY, STEPS]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
DROP TRIGGER state_transition_is_append_only ON state_transition;
DROP FUNCTION refuse_rewriting();
ALTER TABLE state_transition DROP COLUMN actor_id, DROP COLUMN correlation_id;
DROP INDEX orders_by_time, orders_by_status, orders_by_account, orders_by_number, seller_order_by_seller;
ALTER TABLE orders DROP COLUMN account_id;
DELETE FROM cart WHERE account_id IS NOT NULL AND order_id IS NULL;
UPDATE cart SET token_hash = id WHERE token_hash IS NULL;
ALTER TABLE cart DROP COLUMN account_id, ALTER COLUMN token_hash SET NOT NULL`);
  }
}

const CART = `
ALTER TABLE cart ADD COLUMN account_id public_id REFERENCES account, ALTER COLUMN token_hash DROP NOT NULL;
ALTER TABLE cart ADD CONSTRAINT cart_has_one_key CHECK ((token_hash IS NULL) <> (account_id IS NULL));
CREATE UNIQUE INDEX cart_one_open_per_account ON cart (account_id) WHERE account_id IS NOT NULL AND order_id IS NULL;
COMMENT ON COLUMN cart.account_id IS 'Whose cart it is; then no token opens it, so that a device that was signed out has no key to it.';
`;

/** Lists are read newest first and continued at a place; every list has an index that begins with what it selects by. */
const ORDERS = `
ALTER TABLE orders ADD COLUMN account_id public_id REFERENCES account;
CREATE INDEX orders_by_time ON orders (placed_at, id);
CREATE INDEX orders_by_status ON orders (status, placed_at, id);
CREATE INDEX orders_by_account ON orders (account_id, placed_at, id) WHERE account_id IS NOT NULL;
CREATE INDEX orders_by_number ON orders (number text_pattern_ops);
CREATE INDEX seller_order_by_seller ON seller_order (seller_id, order_id);
COMMENT ON COLUMN orders.account_id IS 'The owner: who placed it signed in, or adopted it later with its token. It is given once and never changes.';
`;

const HISTORY = `
ALTER TABLE state_transition ADD COLUMN actor_id text, ADD COLUMN correlation_id text;
ALTER TABLE state_transition
  ADD CONSTRAINT state_transition_actor_is_known
    CHECK (actor IN ('guest','shopper','seller','operator','service','worker','psp','sweeper')) NOT VALID,
  ADD CONSTRAINT state_transition_people_are_named
    CHECK (actor NOT IN ('shopper','seller','operator','service') OR actor_id IS NOT NULL) NOT VALID;
COMMENT ON COLUMN state_transition.actor_id IS 'The account or the service key; null for guests, who have no name, and for our own programs.';
COMMENT ON COLUMN state_transition.correlation_id IS 'Of the request or the job that caused it; the same id stands in their log lines.';
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER state_transition_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON state_transition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
`;

/** Finished steps kept the order's token in the bank's return address; it is no part of it any more. */
const STEPS = `
UPDATE payment_step SET params = jsonb_set(params, '{returnUrl}', to_jsonb(split_part(params ->> 'returnUrl', chr(63), 1)))
WHERE kind = 'CONFIRM' AND state IN ('SUCCEEDED', 'FAILED');
`;
