import { createGuestTokens } from '../../adapters/crypto/guest-tokens.js';
import { createMailedTokenSecrets } from '../../adapters/crypto/mailed-tokens.js';
import { renderMail } from '../../adapters/mail-templates/render-mail.js';
import type { Stores } from '../../adapters/postgres/open-stores.js';
import { assertOutsideTransaction } from '../../adapters/postgres/database/pg-transaction.js';
import { createSmtpMailer } from '../../adapters/smtp/smtp-mailer.js';
import { type Config, publicUrlOf } from '../../config/config.js';
import type { MailContent } from '../../core/mail/mail.js';
import type { DueMail } from '../../core/mail/ports.js';
import type { JobEnd } from '../../core/shared/job-end.js';
import type { Logger } from '../../core/shared/logger.js';
import { sendMailJob } from '../jobs/send-mail-job.js';

/** The mail functions of the dispatcher and of the mail queue. */
export type MailRole = Readonly<{
  takeMails: (limit: number) => Promise<readonly DueMail[]>;
  sendMail: (mailId: string) => Promise<JobEnd>;
}>;

/** Composes mail sending. Without a mail server, mails wait in their table until one is configured. */
export function composeMail(config: Config, { mails }: Stores, logger: Logger): MailRole {
  if (config.SMTP_URL === undefined) {
    return {
      takeMails: () => Promise.resolve([]),
      sendMail: () => Promise.resolve({ end: 'DONE', note: 'left to a worker with SMTP_URL' }),
    };
  }
  const links = {
    publicUrl: publicUrlOf(config),
    tokenOf: createMailedTokenSecrets(config.SESSION_SECRET).tokenOf,
    orderTokenOf: createGuestTokens(config.SESSION_SECRET).orderToken,
  };
  const dependencies = {
    mails,
    mailer: createSmtpMailer({
      url: config.SMTP_URL,
      from: config.MAIL_FROM,
      mayCall: assertOutsideTransaction,
    }),
    renderMail: (content: MailContent) => renderMail(content, links),
    jitter: Math.random,
    logger,
  };
  return { takeMails: mails.takeUndispatched, sendMail: (mailId) => sendMailJob(dependencies, mailId) };
}
