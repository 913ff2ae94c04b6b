import type { Tx } from '../shared/transaction.js';
import type { LeasedMail, MailContent, MailEnding, MailId, NewMail } from './mail.js';

export type DueMail = Readonly<{ id: MailId; template: string; attempt: number }>;

/** Due, leased, sent and parked mails. Each method is one statement. */
export interface Mails {
  /** False, changing nothing, if a mail with this key exists. */
  add(tx: Tx, mail: NewMail): Promise<boolean>;
  /** Due mails without a job, marked as dispatched now. */
  takeUndispatched(limit: number): Promise<readonly DueMail[]>;
  /** Null if it is not due: sent, parked, or leased by another worker. */
  lease(id: MailId, leaseMs: number): Promise<LeasedMail | null>;
  /** Records an attempt; changes nothing if the lease was lost. */
  end(mail: Pick<LeasedMail, 'id' | 'leaseToken'>, ending: MailEnding): Promise<void>;
}

/** A rendered mail, including its links. */
export type RenderedMail = Readonly<{ subject: string; text: string; html: string }>;

/** Renders a mail. The secrets of its links are derived here and never stored. */
export type RenderMail = (content: MailContent) => RenderedMail;

/** A mail ready to be sent. */
export type OutgoingMail = RenderedMail &
  Readonly<{
    /** Source of the Message-ID, which is the same on every attempt, so that duplicates can be recognized. */
    id: MailId;
    to: string;
  }>;

/** Answer of the mail server: accepted, definitively rejected, or unknown outcome. */
export type MailAnswer =
  | Readonly<{ outcome: 'accepted' }>
  | Readonly<{ outcome: 'rejected'; reason: string }>
  | Readonly<{ outcome: 'unknown'; reason: string }>;

/** The mail server. */
export interface Mailer {
  /** Does not reject on errors of the server or the network. */
  send(mail: OutgoingMail): Promise<MailAnswer>;
}
