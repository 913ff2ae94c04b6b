import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { createMailedTokenSecrets } from '../../adapters/crypto/mailed-tokens.js';
import { requestPasswordReset } from '../../core/identity/request-password-reset.js';
import { Device } from '../harness/device.js';
import { tokenIn } from '../harness/mail-server.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { openTestStores } from '../harness/open-test-stores.js';
import { isKnown, newcomer, password, refresh, SIGN_IN, signedIn } from './identity-fixture.js';

const REQUEST = `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) {
  ... on RequestPasswordResetSuccess { email } ... on UserError { code field } } }`;
const RESET = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) {
  ... on ResetPasswordSuccess { email endedSessions } ... on UserError { code field } } }`;
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }`;
const newPassword = 'quite another long password';

let system: TestSystem;
let stranger: Device;

beforeAll(async () => {
  system = await startSystem();
  stranger = new Device(system.apiUrl);
});

const ask = (email: string): Promise<Record<string, unknown>> =>
  stranger.result(REQUEST, { input: { email } });
const reset = (token: string, chosen = newPassword): Promise<Record<string, unknown>> =>
  stranger.result(RESET, { input: { token, newPassword: chosen } });

/** A user who has requested a reset, with the mailed token. */
async function resetRequester(): Promise<{ device: Device; email: string; token: string }> {
  const { device, email } = await newcomer(system);
  await ask(email);
  return { device, email, token: tokenIn(await system.mailServer.mailTo(email, /Reset/)) };
}

/** Lifts the one-mail-per-minute limit of the address. */
const aWhileLater = (email: string): Promise<unknown> =>
  system.database.sql(`UPDATE mail SET dedupe_key = id WHERE recipient = $1`, [email]);

describe('resetPassword', () => {
  test('sets the new password, ends every session and notifies the owner', async () => {
    const { device, email, token } = await resetRequester();
    const elsewhere = await signedIn(system, email);
    expect(await reset(token)).toEqual({ email, endedSessions: 2 });
    expect([await isKnown(device), await isKnown(elsewhere)]).toEqual([false, false]);
    expect(await refresh(device)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await stranger.result(SIGN_IN, { input: { email, password } })).toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
    const again = await signedIn(system, email, newPassword);
    const { data } = await again.send('{ viewer { emailVerified } }');
    expect(data?.['viewer']).toEqual({ emailVerified: true });
    await system.mailServer.mailTo(email, /was changed/);
  });

  test('closes the open sockets of the account within two seconds', async () => {
    const { device, token } = await resetRequester();
    const socket = await device.openSocket();
    const closed = once(socket, 'close');
    await reset(token);
    const resetAt = performance.now();
    await closed;
    expect(performance.now() - resetAt).toBeLessThan(2_500);
  });

  test('lets one of several concurrent resets succeed, with one token or two', async () => {
    const { email, token } = await resetRequester();
    await aWhileLater(email);
    await ask(email);
    const tokens = (): string[] =>
      system.mailServer
        .mailsTo(email)
        .filter(({ subject }) => /Reset/.test(subject))
        .map(tokenIn);
    const other = await waitFor(() => tokens().find((mailed) => mailed !== token), {
      what: 'the second mail',
    });
    const chosen = ['first long password', 'second long password', 'third long password'];
    const answers = await Promise.all([
      reset(token, chosen[0]),
      reset(token, chosen[1]),
      reset(other, chosen[2]),
    ]);
    const codes = answers.map(({ code }) => code ?? 'RESET');
    expect(codes.filter((code) => code === 'TOKEN_USED')).toHaveLength(2);
    await signedIn(system, email, chosen[codes.indexOf('RESET')]);
  });

  test('rejects a link that is used, expired, unknown or for another purpose', async () => {
    const { email, token } = await resetRequester();
    const verification = tokenIn(await system.mailServer.mailTo(email, /Confirm/));
    expect(await reset(verification)).toMatchObject({ code: 'TOKEN_UNKNOWN' });
    expect(await reset('made up')).toMatchObject({ code: 'TOKEN_UNKNOWN' });
    await system.database.sql(
      `UPDATE mailed_token SET expires_at = now() - interval '1 second' WHERE email = $1 AND purpose = 'RESET_PASSWORD'`,
      [email],
    );
    expect(await reset(token)).toMatchObject({ code: 'TOKEN_EXPIRED' });
    const { token: good } = await resetRequester();
    expect(await reset(good, 'short')).toMatchObject({ code: 'INVALID_INPUT', field: 'newPassword' });
    expect(await reset(good)).toMatchObject({ endedSessions: 1 });
    expect(await reset(good)).toMatchObject({ code: 'TOKEN_USED' });
  });

  test('rejects a link older than the current password', async () => {
    const { device, token } = await resetRequester();
    await device.result(CHANGE, {
      input: { currentPassword: password, newPassword: 'changed by the owner' },
    });
    expect(await reset(token)).toMatchObject({ code: 'TOKEN_USED' });
  });
});

describe('requestPasswordReset', () => {
  const unknownAddress = (): string => `nobody-${randomBytes(6).toString('hex')}@example.com`;

  test('answers unknown and known addresses alike, and mails only the known one', async () => {
    const { email } = await newcomer(system);
    const nobody = unknownAddress();
    expect(await ask(email)).toEqual({ email });
    expect(await ask(nobody)).toEqual({ email: nobody });
    await system.mailServer.mailTo(email, /Reset/);
    const rows = await system.database.sql('SELECT state, error FROM mail WHERE recipient = $1', [nobody]);
    expect(rows).toEqual([{ state: 'SUPPRESSED', error: 'no account has this address' }]);
    expect(system.mailServer.mailsTo(nobody)).toEqual([]);
    expect(await ask('no address')).toMatchObject({ code: 'INVALID_INPUT', field: 'email' });
  });

  test('takes equally long for unknown and known addresses', async () => {
    const { stores } = await openTestStores(system.database, { poolMax: 2 });
    const dependencies = {
      ...stores,
      mailedTokenSecrets: createMailedTokenSecrets('x'.repeat(32)),
      wakeUp: () => undefined,
    };
    const { email: known } = await newcomer(system);
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const timed = async (kind: keyof typeof times, email: string): Promise<void> => {
      const from = performance.now();
      await requestPasswordReset(dependencies, { email });
      times[kind].push(performance.now() - from);
      await aWhileLater(email);
    };
    // Alternating, and compared by medians, so that other load on the machine slows both alike.
    for (let turn = 0; turn < 150; turn += 1) {
      await timed('known', known);
      await timed('unknown', unknownAddress());
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length / 2] ?? 0;
    const [one, other] = [median(times.known), median(times.unknown)];
    expect(Math.abs(one - other) / Math.max(one, other)).toBeLessThan(0.35);
  });

  test('sends at most one mail a minute', async () => {
    const { email } = await newcomer(system);
    await Promise.all([ask(email), ask(email.toUpperCase()), ask(email)]);
    const rows = await system.database.sql(
      `SELECT 1 FROM mail WHERE lower(recipient) = $1 AND template = 'RESET_PASSWORD'`,
      [email],
    );
    expect(rows).toHaveLength(1);
  });
});
