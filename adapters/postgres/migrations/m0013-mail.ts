import { Migration } from '@mikro-orm/migrations';

/** The outbox of mails. */
export class M0013Mail extends Migration {
  override up(): void {
    this.addSql(MAILS);
  }

  override down(): void {
    this.addSql(`DROP TABLE mail`);
  }
}

const MAILS = `
CREATE TABLE mail (
  id            public_id PRIMARY KEY,
  dedupe_key    text NOT NULL CONSTRAINT mail_is_written_once UNIQUE,
  recipient     text NOT NULL,
  template      text NOT NULL CONSTRAINT mail_template_is_known CHECK (template IN ('VERIFY_EMAIL','RESET_PASSWORD','PASSWORD_CHANGED','ORDER_LINK')),
  data          jsonb NOT NULL,
  state         text NOT NULL CONSTRAINT mail_state_is_known CHECK (state IN ('DUE','LEASED','SENT','PARKED','SUPPRESSED')),
  attempt       integer NOT NULL DEFAULT 0,
  run_at        timestamptz NOT NULL DEFAULT now(),
  worth_until   timestamptz,
  dispatched_at timestamptz,
  lease_token   text,
  lease_until   timestamptz,
  sent_at       timestamptz,
  error         text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT mail_lease_is_whole CHECK ((state = 'LEASED') = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
  CONSTRAINT mail_sent_has_a_time CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
  CONSTRAINT mail_not_sent_has_a_reason CHECK (state NOT IN ('PARKED','SUPPRESSED') OR error IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX mail_unfinished ON mail (run_at) WHERE state IN ('DUE','LEASED');
CREATE INDEX mail_parked ON mail (updated_at) WHERE state = 'PARKED';
COMMENT ON TABLE mail IS 'One mail, written in the business transaction. Sent at least once; every attempt has the same Message-ID, derived from the id.';
COMMENT ON COLUMN mail.dedupe_key IS 'The subject of the mail; includes the time window where only one mail per window may be sent.';
COMMENT ON COLUMN mail.data IS 'Template data. Contains no secret: the token of a link is derived from its id when the mail is sent.';
COMMENT ON COLUMN mail.state IS 'SUPPRESSED: requested, but never sent; an unknown address causes the same work as a known one, so that timing does not reveal it.';
COMMENT ON COLUMN mail.worth_until IS 'After this time the mail is parked instead of sent, because its link has expired.';
COMMENT ON COLUMN mail.dispatched_at IS 'When a job was last enqueued for it; a job lost with Redis is enqueued again after a grace period.';
COMMENT ON COLUMN mail.lease_token IS 'Fencing token: only the holder of the current token records a result.';
`;
