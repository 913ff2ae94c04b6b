import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

import { readMail, type ReadMail } from './read-mail.js';

/** A mail accepted by the catcher. */
export interface CaughtMail extends ReadMail {
  readonly recipients: readonly string[];
  readonly receivedAt: Date;
}

/** The catcher's behavior; tests use it to simulate faults. */
export interface CatcherBehaviour {
  /** Awaited between storing the mail and confirming it. */
  readonly beforeAnswer?: (mail: CaughtMail) => Promise<void>;
  /** The reply that rejects a recipient; null accepts the mail. */
  readonly rejection?: (recipient: string) => { readonly code: number; readonly words: string } | null;
}

/** An SMTP server that captures all mail and delivers none. */
export interface MailCatcher {
  readonly url: string;
  /** Newest last. */
  readonly mails: readonly CaughtMail[];
  behaviour: CatcherBehaviour;
  /** Stops accepting connections until `start`; captured mails are kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a catcher that keeps the last `keep` mails in memory. */
export async function startMailCatcher(port: number, { keep }: { keep: number }): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  let server: SMTPServer | undefined;
  const catcher: MailCatcher = {
    url: `smtp://${host}:${port}`,
    mails,
    behaviour: {},
    async stop() {
      const closing = server;
      server = undefined;
      if (closing !== undefined) await new Promise<void>((resolve) => closing.close(resolve));
    },
    async start() {
      server = new SMTPServer(
        optionsOf(catcher, (mail) => mails.splice(0, mails.length, ...mails.slice(1 - keep), mail)),
      );
      // A client that disconnects mid-mail must not crash the server.
      server.on('error', () => undefined);
      await once(server.listen(port, host), 'listening');
    },
  };
  await catcher.start();
  return catcher;
}

function optionsOf(catcher: MailCatcher, keepMail: (mail: CaughtMail) => void): SMTPServerOptions {
  return {
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // A reverse lookup would query DNS for every mail.
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: (_auth, _session, answer) => answer(null, { user: 'anybody' }),
    onRcptTo({ address }, _session, answer) {
      const rejection = catcher.behaviour.rejection?.(address) ?? null;
      answer(
        rejection === null
          ? null
          : Object.assign(new Error(rejection.words), { responseCode: rejection.code }),
      );
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const mail = { ...readMail(Buffer.concat(chunks).toString()), recipients, receivedAt: new Date() };
        keepMail(mail);
        const answered = catcher.behaviour.beforeAnswer?.(mail) ?? Promise.resolve();
        void answered.then(() => answer(null));
      });
    },
  };
}
