import { Migration } from '@mikro-orm/migrations';

/** Keys of other teams' services. */
export class M0007ApiKeys extends Migration {
  override up(): void {
    this.addSql(API_KEYS);
  }

  override down(): void {
    this.addSql(`DROP TABLE api_key`);
  }
}

const API_KEYS = `
CREATE TABLE api_key (
  id           public_id PRIMARY KEY,
  name         text NOT NULL CONSTRAINT api_key_name_is_short CHECK (char_length(name) BETWEEN 1 AND 100),
  prefix       text NOT NULL,
  secret_hash  text NOT NULL CONSTRAINT api_key_secret_is_unique UNIQUE,
  scopes       text[] NOT NULL CONSTRAINT api_key_scopes_are_known
               CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['payments:read','balances:read','orders:read']),
  created_by   public_id NOT NULL REFERENCES account,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX api_key_by_prefix ON api_key (prefix text_pattern_ops);
COMMENT ON COLUMN api_key.prefix IS 'The first characters of the key, in clear: a key that turns up in a log can be found and revoked.';
COMMENT ON COLUMN api_key.secret_hash IS 'SHA-256 of the whole key. It carries 256 random bits, so a slow hash would only cost time.';
COMMENT ON COLUMN api_key.last_used_at IS 'To the minute: a busy service must not write a row with every request.';
`;
