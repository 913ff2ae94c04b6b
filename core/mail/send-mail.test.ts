import { expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import type { MailEnding } from './mail.js';
import { retryDelayMs } from '../shared/back-off.js';
import { MAIL_BACK_OFF, MAX_MAIL_ATTEMPTS } from './mail.js';
import type { MailAnswer } from './ports.js';
import { endingOf, sendMail } from './send-mail.js';

const unknown: MailAnswer = { outcome: 'unknown', reason: 'connect ECONNREFUSED' };
const id = newId('mal');

/** One due mail, and the endings recorded for it. */
function oneMail(isTooLate: boolean) {
  const ended: MailEnding[] = [];
  const sent: string[] = [];
  const fail = () => Promise.reject(new Error('unexpected call'));
  const content = { template: 'RESET_PASSWORD', displayName: 'Ann', tokenId: 'tok_1' } as const;
  const mail = { id, recipient: 'ann@example.com', content, leaseToken: 'lease', attempt: 1, isTooLate };
  const dependencies = {
    mails: {
      add: fail,
      takeUndispatched: fail,
      lease: () => Promise.resolve(mail),
      end: (_mail: unknown, ending: MailEnding) => Promise.resolve(void ended.push(ending)),
    },
    mailer: {
      send: ({ to }: { to: string }) => {
        sent.push(to);
        return Promise.resolve({ outcome: 'accepted' } as const);
      },
    },
    renderMail: () => ({ subject: 'A subject', text: 'Words', html: '<p>Words</p>' }),
    jitter: () => 0.5,
  };
  return { dependencies, ended, sent };
}

test('a mail accepted by the server is sent', async () => {
  const { dependencies, ended, sent } = oneMail(false);
  await sendMail(dependencies, { mailId: id });
  expect(sent).toEqual(['ann@example.com']);
  expect(ended).toEqual([{ state: 'SENT' }]);
});

test('a mail whose link has expired is parked, not sent', async () => {
  const { dependencies, ended, sent } = oneMail(true);
  await sendMail(dependencies, { mailId: id });
  expect(sent).toEqual([]);
  expect(ended).toEqual([{ state: 'PARKED', error: 'its link had expired before it could be sent' }]);
});

test('a mail with an unknown outcome is retried with back-off and parked after the last attempt', () => {
  expect(endingOf(unknown, 1, 0)).toEqual({ state: 'DUE', error: unknown.reason, retryInMs: 500 });
  expect(endingOf(unknown, 5, 0)).toMatchObject({ retryInMs: 8_000 });
  expect(endingOf(unknown, MAX_MAIL_ATTEMPTS - 1, 0.5)).toMatchObject({ state: 'DUE', retryInMs: 675_000 });
  expect(endingOf(unknown, MAX_MAIL_ATTEMPTS, 0)).toEqual({ state: 'PARKED', error: unknown.reason });
});

test('an undeliverable mail is parked at once', () => {
  const rejected = { outcome: 'rejected', reason: '550 no such user' } as const;
  expect(endingOf(rejected, 1, 0)).toEqual({ state: 'PARKED', error: '550 no such user' });
});

test('the retries outlast an afternoon without a mail server', () => {
  const pauses = Array.from({ length: MAX_MAIL_ATTEMPTS - 1 }, (_, index) =>
    retryDelayMs(MAIL_BACK_OFF, index + 1, 0),
  );
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(2.5 * 60 * 60_000);
});
