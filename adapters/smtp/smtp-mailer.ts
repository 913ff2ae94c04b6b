import { createTransport } from 'nodemailer';

import type { MailAnswer, Mailer } from '../../core/mail/ports.js';
import { valueWithin } from '../../core/shared/value-within.js';
import { smtpFault } from './smtp-fault.js';

/** A server that is silent for this long is considered down. */
const SMTP_SILENCE_MS = 10_000;
/** For the whole attempt; shorter than the lease of the mail. */
const SMTP_DEADLINE_MS = 20_000;

export type SmtpSettings = Readonly<{
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  url: string;
  /** As `Splitcart <shop@example.com>`. */
  from: string;
  /** Throws where network calls are forbidden, as within a transaction. */
  mayCall: () => void;
}>;

/** Sends mail by SMTP, one connection each: volume is a few mails a second, and servers silently drop idle connections. */
export function createSmtpMailer({ url, from, mayCall }: SmtpSettings): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: SMTP_SILENCE_MS,
    greetingTimeout: SMTP_SILENCE_MS,
    socketTimeout: SMTP_SILENCE_MS,
    // Templates need neither, and a mail that could read files or fetch URLs would be an attack vector.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ id, to, subject, text, html }): Promise<MailAnswer> {
      mayCall();
      const mail = {
        messageId: `<${id}@${domain}>`,
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
      };
      try {
        await valueWithin(SMTP_DEADLINE_MS, transport.sendMail(mail));
        return { outcome: 'accepted' };
      } catch (error) {
        return smtpFault(error);
      }
    },
  };
}
