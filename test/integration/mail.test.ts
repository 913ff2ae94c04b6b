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
  test('is sent as text and HTML from our sender, with a Message-ID derived from its row', async () => {
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

  test('is not created when its account is not', async () => {
    const { email } = await newcomer(system);
    const input = { email: email.toUpperCase(), password, displayName: 'Pat' };
    await new Device(system.apiUrl).result(REGISTER, { input });
    await sent(email);
    expect(await system.database.sql('SELECT 1 FROM mail WHERE lower(recipient) = $1', [email])).toHaveLength(
      1,
    );
  });

  test('stores no plain token, neither in its row nor in the token’s', async () => {
    const { email } = await newcomer(system);
    const { links } = await system.mailServer.mailTo(email, /Confirm/);
    const token = links[0]?.split('token=')[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    const rows = await system.database.sql('SELECT m, t FROM mail m, mailed_token t');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('a mail server outage', () => {
  test('loses no mail: each is sent once after recovery', async () => {
    await system.mailServer.stop();
    const people = await Promise.all([newcomer(system), newcomer(system), newcomer(system)]);
    for (const { email } of people) {
      await waitFor(async () => ((await rowOf(email))?.attempt ?? 0) >= 2, { what: 'two failed attempts' });
      expect((await rowOf(email))?.error).toContain('ECONNREFUSED');
    }
    await system.mailServer.start();
    for (const { email } of people) {
      await sent(email);
      expect(system.mailServer.mailsTo(email)).toHaveLength(1);
    }
  });
});

describe('a mail server’s rejection', () => {
  test('parks an undeliverable mail at once, with the server’s reply', async () => {
    const words = '5.1.1 no such user here';
    system.mailServer.behaviour = { rejection: () => ({ code: 550, words }) };
    const { email } = await newcomer(system);
    await waitFor(async () => (await rowOf(email))?.state === 'PARKED', { what: 'the parked mail' });
    expect(await rowOf(email)).toMatchObject({ attempt: 1, error: expect.stringContaining(words) });
  });

  test('that is temporary leads to another attempt', async () => {
    let times = 0;
    const rejection = () => ((times += 1) === 1 ? { code: 451, words: '4.7.1 greylisted' } : null);
    system.mailServer.behaviour = { rejection };
    const { email } = await newcomer(system);
    await sent(email);
    expect(await rowOf(email)).toMatchObject({ attempt: 2 });
    expect(system.mailServer.mailsTo(email)).toHaveLength(1);
  });
});

describe('a worker killed between sending and recording', () => {
  test('causes at most one duplicate, with the same Message-ID', async () => {
    const accepted = Promise.withResolvers<void>();
    const killed = Promise.withResolvers<void>();
    system.mailServer.behaviour = {
      beforeAnswer: () => {
        accepted.resolve();
        return killed.promise;
      },
    };
    const { email } = await newcomer(system);
    await accepted.promise;
    await system.workers.kill('SIGKILL');
    killed.resolve();
    system.mailServer.behaviour = {};
    expect(await rowOf(email)).toMatchObject({ state: 'LEASED', attempt: 1 });
    await system.workers.start();
    await sent(email);
    const mails = system.mailServer.mailsTo(email);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('Redis flushed with mails due', () => {
  test('loses no mail: each is sent once', async () => {
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
