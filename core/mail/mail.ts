import { z } from 'zod';

import type { BackOff } from '../shared/back-off.js';
import type { Id } from '../shared/ids.js';

export type MailId = Id<'mal'>;

const person = z.object({ displayName: z.string() });

/** Template of a mail and its data. Contains no secret: a link's token is derived from its id when the mail is sent. */
export const mailContent = z.discriminatedUnion('template', [
  person.extend({ template: z.literal('VERIFY_EMAIL'), tokenId: z.string() }),
  person.extend({ template: z.literal('RESET_PASSWORD'), tokenId: z.string() }),
  person.extend({ template: z.literal('PASSWORD_CHANGED') }),
  person.extend({ template: z.literal('ORDER_LINK'), orderId: z.string(), orderNumber: z.string() }),
]);

export type MailContent = z.output<typeof mailContent>;

/** A new mail, written in the transaction that requires it. */
export type NewMail = Readonly<{
  id: MailId;
  /**
   * Deduplicates mails: with the same key, only one mail is written; with `onceInMs`, one per window of this length.
   */
  dedupeKey: string;
  onceInMs: number | null;
  recipient: string;
  content: MailContent;
  /** Time after which the mail is useless because its link has expired; null if it never becomes useless. */
  worthForMs: number | null;
  /** Reason to never send it although it was requested; null for a mail to be sent. */
  suppressedBecause: string | null;
}>;

/** A leased mail: no other worker sends it until the lease ends. */
export type LeasedMail = Readonly<{
  id: MailId;
  recipient: string;
  content: MailContent;
  leaseToken: string;
  /** 1 on the first attempt. */
  attempt: number;
  isTooLate: boolean;
}>;

/** Result of an attempt to send a mail. */
export type MailEnding =
  | Readonly<{ state: 'SENT' }>
  | Readonly<{ state: 'DUE'; error: string; retryInMs: number }>
  | Readonly<{ state: 'PARKED'; error: string }>;

/** Longer than an attempt may take (`SMTP_DEADLINE_MS`) plus recording, so that a live worker never loses its lease. */
export const MAIL_LEASE_MS = 30_000;

/** Outlasts a mail server outage of an afternoon: with the back-off below, three to five hours. */
export const MAX_MAIL_ATTEMPTS = 30;

const FIRST_MAIL_RETRY_MS = 1_000;
const LONGEST_MAIL_RETRY_MS = 15 * 60_000;

export const MAIL_BACK_OFF: BackOff = { firstMs: FIRST_MAIL_RETRY_MS, longestMs: LONGEST_MAIL_RETRY_MS };
