import { Migration } from '@mikro-orm/migrations';

/** Sessions of accounts, the keys that sign their tokens, and who belongs to which seller. */
export class M0003Identity extends Migration {
  override up(): void {
    for (const tables of [SESSIONS, SIGNING_KEYS, MEMBERS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(`DROP TABLE seller_member, signing_key, account_session`);
  }
}

const SESSIONS = `
CREATE TABLE account_session (
  id           public_id PRIMARY KEY,
  account_id   public_id NOT NULL REFERENCES account,
  generation   integer NOT NULL DEFAULT 1 CONSTRAINT account_session_generation_is_positive CHECK (generation > 0),
  created_at   timestamptz NOT NULL DEFAULT now(),
  refreshed_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  end_reason   text CONSTRAINT account_session_end_reason_is_known
               CHECK (end_reason IN ('SIGNED_OUT','SIGNED_OUT_EVERYWHERE','SIGNED_IN_AGAIN','PASSWORD_CHANGED','TOKEN_REUSED')),
  CONSTRAINT account_session_end_has_a_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX account_session_open_by_account ON account_session (account_id) WHERE ended_at IS NULL;
COMMENT ON TABLE account_session IS 'One sign-in on one device: the family of all refresh tokens that come from it.';
COMMENT ON COLUMN account_session.generation IS 'Of the one refresh token that is still good. An older one that comes back was copied: the session ends.';
`;

const SIGNING_KEYS = `
CREATE TABLE signing_key (
  kid         text PRIMARY KEY,
  public_jwk  jsonb NOT NULL,
  private_jwe text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  signs_from  timestamptz NOT NULL,
  retires_at  timestamptz NOT NULL,
  CONSTRAINT signing_key_signs_before_it_retires CHECK (signs_from < retires_at)
);
COMMENT ON TABLE signing_key IS 'The newest key whose signs_from has passed signs; every key until retires_at verifies and stands in the JWKS.';
COMMENT ON COLUMN signing_key.private_jwe IS 'Encrypted with a key derived from SESSION_SECRET: a copy of the database cannot sign.';
`;

const MEMBERS = `
CREATE TABLE seller_member (
  seller_id  public_id NOT NULL REFERENCES seller,
  account_id public_id NOT NULL REFERENCES account,
  added_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, seller_id)
);
CREATE INDEX seller_member_by_seller ON seller_member (seller_id);
`;
