import type { Tx } from '../shared/transaction.js';
import type { LeasedMail, MailContent, MailEnding, MailId, NewMail } from './mail.js';

export type DueMail = Readonly<{ id: MailId; template: string; attempt: number }>;

/** Mails that are owed, under way, sent or given up. Each method is one statement. */
export interface Mails {
  /** False when a mail with this key is there already; nothing changes then. */
  add(tx: Tx, mail: NewMail): Promise<boolean>;
  /** Mails that are due and have no job, marked as dispatched now. */
  takeUndispatched(limit: number): Promise<readonly DueMail[]>;
  /** Null when it is not due: sent, parked, or held by another. */
  lease(id: MailId, leaseMs: number): Promise<LeasedMail | null>;
  /** Records a try; changes nothing when the lease has gone to another. */
  end(mail: Pick<LeasedMail, 'id' | 'leaseToken'>, ending: MailEnding): Promise<void>;
}

/** A mail in words, with the links that it needs. */
export type RenderedMail = Readonly<{ subject: string; text: string; html: string }>;

/** Puts what a mail is about into words. The secrets of its links are made here and kept nowhere. */
export type RenderMail = (content: MailContent) => RenderedMail;

/** A mail ready to be sent. */
export type OutgoingMail = RenderedMail &
  Readonly<{
    /** Every try carries the same Message-ID, made from it: whoever gets the mail twice can tell. */
    id: MailId;
    to: string;
  }>;

/** What the mail server said: it took the mail, it will never take it, or nobody knows yet. */
export type MailAnswer =
  | Readonly<{ outcome: 'accepted' }>
  | Readonly<{ outcome: 'rejected'; reason: string }>
  | Readonly<{ outcome: 'unknown'; reason: string }>;

/** The way to the mail server. */
export interface Mailer {
  /** Never rejects for what the server or the network does. */
  send(mail: OutgoingMail): Promise<MailAnswer>;
}
