import { Migration } from '@mikro-orm/migrations';

/** Sessions that were opened by a sign-in at an outside issuer, so that its logouts end them. */
export class M0019ExternalSession extends Migration {
  override up(): void {
    for (const change of [SESSIONS, LOGOUTS]) this.addSql(change);
  }

  override down(): void {
    this.addSql(`DROP INDEX external_logout_by_subject`);
    this.addSql(
      `CREATE INDEX external_logout_by_subject ON external_logout (issuer, subject) WHERE sid IS NULL`,
    );
    this.addSql(`DELETE FROM account_session WHERE end_reason = 'LOGGED_OUT_BY_ISSUER'`);
    this.addSql(`ALTER TABLE account_session DROP COLUMN external_issuer, DROP COLUMN external_sid,
      DROP CONSTRAINT account_session_end_reason_is_known, ADD CONSTRAINT account_session_end_reason_is_known
      CHECK (end_reason IN ('SIGNED_OUT','SIGNED_OUT_EVERYWHERE','SIGNED_IN_AGAIN','PASSWORD_CHANGED','TOKEN_REUSED'))`);
  }
}

const SESSIONS = `
ALTER TABLE account_session ADD COLUMN external_issuer text, ADD COLUMN external_sid text,
  DROP CONSTRAINT account_session_end_reason_is_known, ADD CONSTRAINT account_session_end_reason_is_known
  CHECK (end_reason IN ('SIGNED_OUT','SIGNED_OUT_EVERYWHERE','SIGNED_IN_AGAIN','PASSWORD_CHANGED','TOKEN_REUSED','LOGGED_OUT_BY_ISSUER')),
  ADD CONSTRAINT account_session_sid_has_an_issuer CHECK (external_sid IS NULL OR external_issuer IS NOT NULL);
CREATE INDEX account_session_open_by_sid ON account_session (external_issuer, external_sid) WHERE ended_at IS NULL AND external_sid IS NOT NULL;
COMMENT ON COLUMN account_session.external_issuer IS 'Set when the session was opened by a sign-in at an outside issuer: its logouts end the session, and it does not outlive a working day.';
COMMENT ON COLUMN account_session.external_sid IS 'The sign-in at the issuer, where the issuer names it.';
`;

const LOGOUTS = `
DROP INDEX external_logout_by_subject;
CREATE INDEX external_logout_by_subject ON external_logout (issuer, subject) WHERE subject IS NOT NULL;
`;
