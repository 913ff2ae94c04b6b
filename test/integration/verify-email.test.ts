import { beforeAll, describe, expect, test } from 'vitest';

import { Device } from '../harness/device.js';
import { tokenIn } from '../harness/mail-server.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { newcomer } from './identity-fixture.js';

const VERIFY = `mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) {
  ... on VerifyEmailSuccess { email } ... on UserError { code message } } }`;
const REQUEST = `mutation { requestEmailVerification {
  ... on RequestEmailVerificationSuccess { email } ... on UserError { code } } }`;
const VERIFIED = '{ viewer { emailVerified } }';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
});

const isVerified = async (device: Device): Promise<unknown> =>
  (await device.send(VERIFIED)).data?.['viewer']?.['emailVerified'];

/** From a signed-out device: the mail is often opened elsewhere. */
const verify = (token: string): Promise<Record<string, unknown>> =>
  new Device(system.apiUrl).result(VERIFY, { input: { token } });

describe('verifyEmail', () => {
  test('confirms a new account’s address with the mailed link, on any device, once', async () => {
    const { device, email } = await newcomer(system);
    expect(await isVerified(device)).toBe(false);
    const token = tokenIn(await system.mailServer.mailTo(email, /Confirm/));
    expect(await verify(token)).toEqual({ email });
    expect(await isVerified(device)).toBe(true);
    expect(await verify(token)).toMatchObject({ code: 'TOKEN_USED' });
  });

  test('lets one of two concurrent uses succeed', async () => {
    const { email } = await newcomer(system);
    const token = tokenIn(await system.mailServer.mailTo(email, /Confirm/));
    const answers = await Promise.all([verify(token), verify(token)]);
    expect(answers).toEqual(
      expect.arrayContaining([{ email }, expect.objectContaining({ code: 'TOKEN_USED' })]),
    );
  });

  test('rejects an expired link and an unknown one', async () => {
    const { device, email } = await newcomer(system);
    const token = tokenIn(await system.mailServer.mailTo(email, /Confirm/));
    await system.database.sql(
      `UPDATE mailed_token t SET created_at = now() - interval '3 days', expires_at = now() - interval '1 second'
       FROM account a WHERE a.id = t.account_id AND a.email = $1`,
      [email],
    );
    expect(await verify(token)).toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(await verify(`${token}x`)).toMatchObject({ code: 'TOKEN_UNKNOWN' });
    expect(await isVerified(device)).toBe(false);
  });
});

describe('requestEmailVerification', () => {
  test('resends the mail at most once a minute', async () => {
    const { device, email } = await newcomer(system);
    await system.mailServer.mailTo(email, /Confirm/);
    await system.database.sql(
      `UPDATE mail SET dedupe_key = dedupe_key || ':a while ago' WHERE recipient = $1`,
      [email],
    );
    const answers = await Promise.all([device, device, device].map((tab) => tab.copy().result(REQUEST)));
    expect(answers).toEqual([{ email }, { email }, { email }]);
    expect(await system.database.sql('SELECT 1 FROM mail WHERE recipient = $1', [email])).toHaveLength(2);
  });

  test('requires a signed-in user with an unverified address', async () => {
    expect(await new Device(system.apiUrl).result(REQUEST)).toEqual({ code: 'SIGN_IN_REQUIRED' });
    const { device, email } = await newcomer(system);
    await verify(tokenIn(await system.mailServer.mailTo(email, /Confirm/)));
    expect(await device.result(REQUEST)).toEqual({ code: 'EMAIL_ALREADY_VERIFIED' });
  });
});
