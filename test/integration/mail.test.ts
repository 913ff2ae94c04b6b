import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { newcomer, password, REGISTER } from './identity-fixture.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
});

afterEach(() => {
  system.mailServer.behaviour = {};
});

type MailRow = { state: string; attempt: number; error: string | null };

async function rowOf(email: string): Promise<MailRow | undefined> {
  const [row] = await system.database.sql<MailRow>(
    'SELECT state, attempt, error FROM mail WHERE recipient = $1',
    [email],
  );
  return row;
}

const sent = (email: string): Promise<unknown> =>
  waitFor(async () => (await rowOf(email))?.state === 'SENT', {
    what: `the sent mail to ${email}`,
    timeoutMs: 60_000,
  });

describe('a mail', () => {
  test('comes as text and as HTML from our sender, under a Message-ID made from its row', async () => {
    const { email } = await newcomer(system);
    const mail = await system.mailServer.mailTo(email, /Confirm/);
    const [row] = await system.database.sql<{ id: string }>('SELECT id FROM mail WHERE recipient = $1', [
      email,
    ]);
    expect(mail).toMatchObject({
      messageId: `<${row?.id}@splitcart.example>`,
      from: 'Splitcart <shop@splitcart.example>',
      subject: 'Confirm your email address',
    });
    expect(mail.links[0]).toContain(`${system.apiUrl}/verify-email#token=`);
    expect(mail.html).toContain(`href="${mail.links[0]}"`);
    expect(mail.text).toContain('Hello Pat,');
  });

  test('does not exist when the account that owes it does not', async () => {
    const { email } = await newcomer(system);
    const input = { email: email.toUpperCase(), password, displayName: 'Pat' };
    await new Device(system.apiUrl).result(REGISTER, { input });
    await sent(email);
    expect(await system.database.sql('SELECT 1 FROM mail WHERE lower(recipient) = $1', [email])).toHaveLength(
      1,
    );
  });

  test('holds no token in its row, and neither does the token’s own', async () => {
    const { email } = await newcomer(system);
    const { links } = await system.mailServer.mailTo(email, /Confirm/);
    const token = links[0]?.split('token=')[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    const rows = await system.database.sql('SELECT m, t FROM mail m, mailed_token t');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a mail server that is away', () => {
  test('loses no mail: each is sent once when it is back', async () => {
    await system.mailServer.stop();
    const people = await Promise.all([newcomer(system), newcomer(system), newcomer(system)]);
    for (const { email } of people) {
      await waitFor(async () => ((await rowOf(email))?.attempt ?? 0) >= 2, { what: 'two tries in vain' });
      expect((await rowOf(email))?.error).toContain('ECONNREFUSED');
    }
    await system.mailServer.start();
    for (const { email } of people) {
      await sent(email);
      expect(system.mailServer.mailsTo(email)).toHaveLength(1);
    }
  });
});

describe('a mail server that refuses', () => {
  test('an address for good has its mail parked at once, with its words', async () => {
    const words = '5.1.1 no such user here';
    system.mailServer.behaviour = { rejection: () => ({ code: 550, words }) };
    const { email } = await newcomer(system);
    await waitFor(async () => (await rowOf(email))?.state === 'PARKED', { what: 'the parked mail' });
    expect(await rowOf(email)).toMatchObject({ attempt: 1, error: expect.stringContaining(words) });
  });

  test('for now gets the mail again', async () => {
    let times = 0;
    const rejection = () => ((times += 1) === 1 ? { code: 451, words: '4.7.1 greylisted' } : null);
    system.mailServer.behaviour = { rejection };
    const { email } = await newcomer(system);
    await sent(email);
    expect(await rowOf(email)).toMatchObject({ attempt: 2 });
    expect(system.mailServer.mailsTo(email)).toHaveLength(1);
  });
});

describe('a worker that is killed between sending and recording', () => {
  test('causes one more mail at most, under the same Message-ID', async () => {
    const taken = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    system.mailServer.behaviour = {
      beforeAnswer: () => {
        taken.resolve();
        return gone.promise;
      },
    };
    const { email } = await newcomer(system);
    await taken.promise;
    await system.workers.kill('SIGKILL');
    gone.resolve();
    system.mailServer.behaviour = {};
    expect(await rowOf(email)).toMatchObject({ state: 'LEASED', attempt: 1 });
    await system.workers.start();
    await sent(email);
    const mails = system.mailServer.mailsTo(email);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('Redis emptied with mails due', () => {
  test('loses none: each is sent once', async () => {
    await system.mailServer.stop();
    const people = await Promise.all([newcomer(system), newcomer(system)]);
    for (const { email } of people)
      await waitFor(
        async () => (await rowOf(email))?.state === 'DUE' && ((await rowOf(email))?.attempt ?? 0) > 0,
      );
    const redis = new Redis(system.redisUrl);
    await redis.flushall();
    redis.disconnect();
    await system.mailServer.start();
    for (const { email } of people) {
      await sent(email);
      expect(system.mailServer.mailsTo(email)).toHaveLength(1);
    }
  });
});
