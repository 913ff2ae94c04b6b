import { Migration } from '@mikro-orm/migrations';

/** Accounts and credentials: passwords, sessions, mailed tokens, external issuers, and API keys of services. */
export class M0002Identity extends Migration {
  override up(): void {
    for (const tables of [ACCOUNTS, SESSIONS, MAILED_TOKENS, EXTERNAL, API_KEYS]) this.addSql(tables);
  }

  override down(): void {
    this.addSql(
      `DROP TABLE api_key, external_logout, external_identity, mailed_token, signing_key, account_session, account`,
    );
  }
}

const ACCOUNTS = `
CREATE TABLE account (
  id                public_id PRIMARY KEY,
  email             text NOT NULL,
  email_verified_at timestamptz,
  display_name      text NOT NULL,
  password_hash     text,
  role              text NOT NULL CONSTRAINT account_role_is_known CHECK (role IN ('SHOPPER','SELLER','OPS','FINANCE','ADMIN')),
  created_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_email_is_unique ON account (lower(email)) WHERE password_hash IS NOT NULL;
COMMENT ON INDEX account_email_is_unique IS 'Accounts with a password are found by e-mail address. Accounts of an external issuer are found by issuer and subject; their address proves nothing and is not a key.';
COMMENT ON COLUMN account.email_verified_at IS 'When a link mailed to the address was first followed.';
COMMENT ON COLUMN account.password_hash IS 'Argon2id in PHC string form; the plain password is never stored or logged. NULL for accounts of an external issuer, which have no password here.';
`;

const SESSIONS = `
CREATE TABLE account_session (
  id              public_id PRIMARY KEY,
  account_id      public_id NOT NULL REFERENCES account,
  generation      integer NOT NULL DEFAULT 1 CONSTRAINT account_session_generation_is_positive CHECK (generation > 0),
  external_issuer text,
  external_sid    text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  refreshed_at    timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  end_reason      text CONSTRAINT account_session_end_reason_is_known
                  CHECK (end_reason IN ('SIGNED_OUT','SIGNED_OUT_EVERYWHERE','SIGNED_IN_AGAIN','PASSWORD_CHANGED','TOKEN_REUSED','LOGGED_OUT_BY_ISSUER')),
  CONSTRAINT account_session_end_has_a_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT account_session_sid_has_an_issuer CHECK (external_sid IS NULL OR external_issuer IS NOT NULL)
);
CREATE INDEX account_session_open_by_account ON account_session (account_id) WHERE ended_at IS NULL;
CREATE INDEX account_session_open_by_sid ON account_session (external_issuer, external_sid) WHERE ended_at IS NULL AND external_sid IS NOT NULL;
COMMENT ON TABLE account_session IS 'One sign-in on one device: the family of its refresh tokens.';
COMMENT ON COLUMN account_session.generation IS 'Generation of the only valid refresh token. Reuse of an older one means that it was copied: the session ends.';
COMMENT ON COLUMN account_session.external_issuer IS 'Set when the session was opened by a sign-in at an external issuer: its logouts end the session, which lasts one working day at most.';
COMMENT ON COLUMN account_session.external_sid IS 'The sign-in at the issuer (sid), if the issuer reports it.';

CREATE TABLE signing_key (
  kid         text PRIMARY KEY,
  public_jwk  jsonb NOT NULL,
  private_jwe text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  signs_from  timestamptz NOT NULL,
  retires_at  timestamptz NOT NULL,
  CONSTRAINT signing_key_signs_before_it_retires CHECK (signs_from < retires_at)
);
COMMENT ON TABLE signing_key IS 'The newest key whose signs_from has passed signs; every key verifies and is in the JWKS until retires_at.';
COMMENT ON COLUMN signing_key.private_jwe IS 'Encrypted with a key derived from SESSION_SECRET: a copy of the database cannot sign.';
`;

const MAILED_TOKENS = `
CREATE TABLE mailed_token (
  id         public_id PRIMARY KEY,
  account_id public_id NOT NULL REFERENCES account,
  purpose    text NOT NULL CONSTRAINT mailed_token_purpose_is_known CHECK (purpose IN ('VERIFY_EMAIL','RESET_PASSWORD')),
  email      text NOT NULL,
  token_hash text NOT NULL CONSTRAINT mailed_token_hash_is_unique UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX mailed_token_open_by_account ON mailed_token (account_id) WHERE used_at IS NULL;
COMMENT ON COLUMN mailed_token.email IS 'The address it was mailed to; the token is invalid once the account has another address.';
COMMENT ON COLUMN mailed_token.token_hash IS 'SHA-256. The token is an HMAC of the id under a key derived from SESSION_SECRET, so a copy of the database contains none.';
`;

const EXTERNAL = `
CREATE TABLE external_identity (
  issuer     text NOT NULL,
  subject    text NOT NULL CONSTRAINT external_identity_subject_is_short CHECK (char_length(subject) BETWEEN 1 AND 255),
  account_id public_id NOT NULL REFERENCES account CONSTRAINT external_identity_account_is_one_person UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT external_identity_has_one_account PRIMARY KEY (issuer, subject)
);
COMMENT ON TABLE external_identity IS 'Maps a subject of an external issuer to an account. Never by e-mail address, which proves nothing.';

CREATE TABLE external_logout (
  issuer        text NOT NULL,
  token_id      text NOT NULL,
  subject       text,
  sid           text,
  logged_out_at timestamptz NOT NULL,
  forget_at     timestamptz NOT NULL,
  CONSTRAINT external_logout_token_is_used_once PRIMARY KEY (issuer, token_id),
  CONSTRAINT external_logout_names_somebody CHECK (subject IS NOT NULL OR sid IS NOT NULL)
);
CREATE INDEX external_logout_by_sid ON external_logout (issuer, sid) WHERE sid IS NOT NULL;
CREATE INDEX external_logout_by_subject ON external_logout (issuer, subject) WHERE subject IS NOT NULL;
CREATE INDEX external_logout_to_forget ON external_logout (forget_at);
COMMENT ON TABLE external_logout IS 'Sign-ins that the issuer has ended. Their tokens are rejected even before they expire; a logout token is accepted once.';
COMMENT ON COLUMN external_logout.token_id IS 'jti of the logout token.';
COMMENT ON COLUMN external_logout.sid IS 'The sign-in that ended; NULL for all of the subject''s sign-ins up to logged_out_at.';
COMMENT ON COLUMN external_logout.logged_out_at IS 'By the issuer''s clock, like the token times that it is compared with.';
COMMENT ON COLUMN external_logout.forget_at IS 'When every token of the sign-in has expired.';
`;

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
COMMENT ON COLUMN api_key.prefix IS 'The first characters of the key in clear text, so that a leaked key can be found and revoked.';
COMMENT ON COLUMN api_key.secret_hash IS 'SHA-256 of the whole key. The key has 256 random bits, so a slow hash would only cost time.';
COMMENT ON COLUMN api_key.last_used_at IS 'Accurate to a minute, so that a busy service does not write a row per request.';
`;
