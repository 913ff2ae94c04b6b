import { freePort } from '../../tools/stack/free-port.js';
import { type CaughtMail, type MailCatcher, startMailCatcher } from '../../tools/mail/mail-catcher.js';
import { atEndOfFile } from './cleanup.js';
import { waitFor } from './wait-for.js';

const KEPT_MAILS = 1_000;

/** The SMTP server of one test file: tests read its mails, stop it, or make it misbehave. */
export interface MailServer extends MailCatcher {
  /** All mails to one address, oldest first. */
  mailsTo(recipient: string): readonly CaughtMail[];
  /** The newest mail to an address with this subject; waits until there is one. */
  mailTo(recipient: string, subject: RegExp): Promise<CaughtMail>;
}

/** Starts the server; stopped at the end of the test file. */
export async function startMailServer(): Promise<MailServer> {
  const catcher = await startMailCatcher(await freePort(), { keep: KEPT_MAILS });
  atEndOfFile(async () => await catcher.stop());
  const mailsTo = (recipient: string): readonly CaughtMail[] =>
    catcher.mails.filter(({ recipients }) => recipients.includes(recipient));
  return Object.assign(catcher, {
    mailsTo,
    mailTo: (recipient: string, subject: RegExp) =>
      waitFor(
        () => Promise.resolve(mailsTo(recipient).findLast((mail) => subject.test(mail.subject)) ?? null),
        {
          what: `a mail to ${recipient} about ${String(subject)}`,
        },
      ),
  });
}

/** The token in a mail's link. */
export function tokenIn({ links }: CaughtMail): string {
  const token = /#token=([\w-]+)/.exec(links.join(' '))?.[1];
  if (token === undefined) throw new Error(`no token in ${links.join(' ')}`);
  return token;
}
