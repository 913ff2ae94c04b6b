import { randomBytes } from 'node:crypto';

import { expect } from 'vitest';

import { Device } from '../harness/device.js';
import type { TestSystem } from '../harness/system.js';

const SESSION = `__typename
  ... on SignInSuccess { accessToken accessTokenExpiresAt viewer { id email displayName role } }
  ... on UserError { code message field }`;
export const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { ${SESSION} } }`;
export const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${SESSION} } }`;
export const REFRESH = `mutation { refreshSession { ${SESSION} } }`;
export const SIGN_OUT = 'mutation { signOut { ... on SignOutSuccess { signedOut } } }';
export const SIGN_OUT_EVERYWHERE = `mutation { signOutEverywhere { ... on SignOutEverywhereSuccess { endedSessions } ... on UserError { code } } }`;
export const CHANGE_PASSWORD = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) {
  ... on ChangePasswordSuccess { endedSessions viewer { email } } ... on UserError { code field } } }`;
export const VIEWER = '{ viewer { id email } }';

export const password = 'a long enough password';

/** A newly registered user on their own device. */
export async function newcomer(
  system: TestSystem,
  headers: Record<string, string> = {},
): Promise<{ device: Device; email: string }> {
  const email = `person-${randomBytes(6).toString('hex')}@example.com`;
  const device = new Device(system.apiUrl);
  const input = { email, password, displayName: 'Pat' };
  expect(await device.result(REGISTER, { input }, headers)).toMatchObject({ __typename: 'SignInSuccess' });
  return { device, email };
}

export async function signedIn(system: TestSystem, email: string, withPassword = password): Promise<Device> {
  const device = new Device(system.apiUrl);
  const input = { email, password: withPassword };
  expect(await device.result(SIGN_IN, { input })).toMatchObject({ __typename: 'SignInSuccess' });
  return device;
}

export const isKnown = async (device: Device): Promise<boolean> =>
  (await device.send(VIEWER)).data?.['viewer'] != null;
/** Refreshes with the cookie alone, as a client does whose access token has expired. */
export const refresh = (device: Device): Promise<Record<string, unknown>> =>
  device.result(REFRESH, {}, { authorization: '' });

/** Moves the last refresh of all sessions into the past. */
export const letTimePass = (system: TestSystem): Promise<unknown> =>
  system.database.sql(`UPDATE account_session SET refreshed_at = refreshed_at - interval '1 minute'`);
