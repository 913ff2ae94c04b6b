import { assertNever } from '../shared/assert-never.js';
import { retryDelayMs } from '../shared/back-off.js';
import type { LeasedMail, MailEnding, MailId } from './mail.js';
import { MAIL_BACK_OFF, MAIL_LEASE_MS, MAX_MAIL_ATTEMPTS } from './mail.js';
import type { MailAnswer, Mailer, Mails, RenderMail } from './ports.js';

export type SendMailDependencies = Readonly<{
  mails: Mails;
  mailer: Mailer;
  renderMail: RenderMail;
  /** In [0, 1). */
  jitter: () => number;
}>;

/**
 * Sends one due mail: lease, send, record. Null if it is not due. After a crash between sending and recording, the mail
 * is sent again with the same Message-ID.
 */
export async function sendMail(
  { mails, mailer, renderMail, jitter }: SendMailDependencies,
  { mailId }: { mailId: MailId },
): Promise<{ mail: LeasedMail; ending: MailEnding } | null> {
  const mail = await mails.lease(mailId, MAIL_LEASE_MS);
  if (mail === null) return null;
  const { id, recipient: to } = mail;
  const answer = mail.isTooLate ? TOO_LATE : await mailer.send({ id, to, ...renderMail(mail.content) });
  const ending = endingOf(answer, mail.attempt, jitter());
  await mails.end(mail, ending);
  return { mail, ending };
}

const TOO_LATE: MailAnswer = { outcome: 'rejected', reason: 'its link had expired before it could be sent' };

/** The ending of a mail after this answer. */
export function endingOf(answer: MailAnswer, attempt: number, random: number): MailEnding {
  switch (answer.outcome) {
    case 'accepted':
      return { state: 'SENT' };
    case 'rejected':
      return { state: 'PARKED', error: answer.reason };
    case 'unknown':
      if (attempt >= MAX_MAIL_ATTEMPTS) return { state: 'PARKED', error: answer.reason };
      return { state: 'DUE', error: answer.reason, retryInMs: retryDelayMs(MAIL_BACK_OFF, attempt, random) };
    default:
      return assertNever(answer);
  }
}
