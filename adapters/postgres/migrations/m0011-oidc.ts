import { Migration } from '@mikro-orm/migrations';

/** People of an outside issuer, and the logouts that it told us of. */
export class M0011Oidc extends Migration {
  override up(): void {
    for (const change of [ACCOUNTS, IDENTITIES, LOGOUTS]) this.addSql(change);
  }

  override down(): void {
    this.addSql(`DROP TABLE external_logout, external_identity`);
    // Accounts without a password cannot be kept under the old rules; a rollback with such accounts fails here and says so.
    this.addSql(`DROP INDEX account_email_is_unique`);
    this.addSql(`CREATE UNIQUE INDEX account_email_is_unique ON account (lower(email))`);
    this.addSql(`ALTER TABLE account ALTER COLUMN password_hash SET NOT NULL`);
  }
}

const ACCOUNTS = `
ALTER TABLE account ALTER COLUMN password_hash DROP NOT NULL;
DROP INDEX account_email_is_unique;
CREATE UNIQUE INDEX account_email_is_unique ON account (lower(email)) WHERE password_hash IS NOT NULL;
COMMENT ON COLUMN account.password_hash IS 'Argon2id in PHC string form; the plain password is never stored or logged. NULL: a person of an outside issuer, who has no password here.';
COMMENT ON INDEX account_email_is_unique IS 'Of accounts with a password, which are found by their address. A person of an outside issuer is found by issuer and subject; their address proves nothing and is no key.';
`;

const IDENTITIES = `
CREATE TABLE external_identity (
  issuer     text NOT NULL,
  subject    text NOT NULL CONSTRAINT external_identity_subject_is_short CHECK (char_length(subject) BETWEEN 1 AND 255),
  account_id public_id NOT NULL REFERENCES account CONSTRAINT external_identity_account_is_one_person UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT external_identity_has_one_account PRIMARY KEY (issuer, subject)
);
COMMENT ON TABLE external_identity IS 'Which account a person of an outside issuer has. Never by e-mail address, which proves nothing.';
`;

const LOGOUTS = `
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
CREATE INDEX external_logout_by_subject ON external_logout (issuer, subject) WHERE sid IS NULL;
CREATE INDEX external_logout_to_forget ON external_logout (forget_at);
COMMENT ON TABLE external_logout IS 'Sign-ins that the issuer has ended. Their tokens are refused although they have not expired; a logout token is taken once.';
COMMENT ON COLUMN external_logout.token_id IS 'jti of the logout token.';
COMMENT ON COLUMN external_logout.sid IS 'The one sign-in that ended; without it all of the subject up to logged_out_at.';
COMMENT ON COLUMN external_logout.logged_out_at IS 'By the clock of the issuer, as are the times of the tokens that it is compared with.';
COMMENT ON COLUMN external_logout.forget_at IS 'When no token of the sign-in can be good any more.';
`;
