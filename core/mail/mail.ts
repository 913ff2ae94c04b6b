import { z } from 'zod';

import type { BackOff } from '../shared/back-off.js';
import type { Id } from '../shared/ids.js';

export type MailId = Id<'mal'>;

const person = z.object({ displayName: z.string() });

/** What a mail says: its template and what fills it in. No secret: the token of a link is made from its id when it is sent. */
export const mailContent = z.discriminatedUnion('template', [
  person.extend({ template: z.literal('VERIFY_EMAIL'), tokenId: z.string() }),
  person.extend({ template: z.literal('RESET_PASSWORD'), tokenId: z.string() }),
  person.extend({ template: z.literal('PASSWORD_CHANGED') }),
  person.extend({ template: z.literal('ORDER_LINK'), orderId: z.string(), orderNumber: z.string() }),
]);

export type MailContent = z.output<typeof mailContent>;

/** A mail as the business writes it, in the transaction that owes it. */
export type NewMail = Readonly<{
  id: MailId;
  /** Two mails with one key are one mail; with `onceInMs` they are one only within the same stretch of that length. */
  dedupeKey: string;
  onceInMs: number | null;
  recipient: string;
  content: MailContent;
  /** After this long it would only confuse: its link is dead. Null for a mail that is worth sending at any time. */
  worthForMs: number | null;
  /** Why it must never be sent although it was asked for; null for a mail that is to be sent. */
  suppressedBecause: string | null;
}>;

/** A mail whose lease we hold: nobody else sends it until the lease ends. */
export type LeasedMail = Readonly<{
  id: MailId;
  recipient: string;
  content: MailContent;
  leaseToken: string;
  /** 1 on the first try. */
  attempt: number;
  isTooLate: boolean;
}>;

/** What became of a mail after one try. */
export type MailEnding =
  | Readonly<{ state: 'SENT' }>
  | Readonly<{ state: 'DUE'; error: string; retryInMs: number }>
  | Readonly<{ state: 'PARKED'; error: string }>;

/** Longer than a try may take (`SMTP_DEADLINE_MS`) plus recording, so that a live holder never loses its lease. */
export const MAIL_LEASE_MS = 30_000;

/** A mail server may be away for an afternoon: with the pauses below this is three to five hours. */
export const MAX_MAIL_ATTEMPTS = 30;

const FIRST_MAIL_RETRY_MS = 1_000;
const LONGEST_MAIL_RETRY_MS = 15 * 60_000;

export const MAIL_BACK_OFF: BackOff = { firstMs: FIRST_MAIL_RETRY_MS, longestMs: LONGEST_MAIL_RETRY_MS };
