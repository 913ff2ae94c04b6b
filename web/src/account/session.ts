import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import {
  RefreshSessionDocument,
  type SignedInPartsFragment,
  type ViewerPartsFragment,
} from '../generated/graphql.js';
import { storedValue } from '../shared/stored-value.js';
import { sessionClient } from './session-client.js';

/** Who uses this page, as far as is known. */
export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'guest' }
  | { readonly kind: 'account'; readonly viewer: ViewerPartsFragment };

/** What proves the account for a while. */
export interface Access {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** A token is renewed a little before it ends, so that no request is sent with one that dies on its way. */
const RENEW_BEFORE_MS = 20_000;
/** A page that could not ask who uses it asks again. */
const ASK_AGAIN_MS = 3_000;
/** Another tab renews at the same moment at worst a few times in a row. */
const MOST_RACES = 4;

// The cookie itself cannot be seen; without this mark a guest's page would ask for a session at every load.
const MARK = 'splitcart.signed-in';
const mark = storedValue(() => localStorage, MARK, z.boolean());
const listeners = new Set<() => void>();

let session: Session = mark.read() === true ? { kind: 'unknown' } : { kind: 'guest' };
/** In memory only: a script of another origin cannot read it, and it ends with the page. */
let access: Access | undefined;
let renewal: Promise<void> | undefined;

export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, currentSession);
}

export function currentSession(): Session {
  return session;
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** What a sign-in, a registration or a renewal brought. */
export function becomeSignedIn({ viewer, accessToken, accessTokenExpiresAt }: SignedInPartsFragment): void {
  access = { token: accessToken, expiresAtMs: Date.parse(accessTokenExpiresAt) };
  mark.write(true);
  become({ kind: 'account', viewer });
}

export function becomeGuest(): void {
  access = undefined;
  mark.clear();
  become({ kind: 'guest' });
}

/** What was just learnt about the account itself. */
export function learnViewer(changes: Partial<ViewerPartsFragment>): void {
  if (session.kind === 'account') become({ kind: 'account', viewer: { ...session.viewer, ...changes } });
}

/** What is good for a while longer; undefined for guests, and while nobody answers. */
export async function freshAccess(): Promise<Access | undefined> {
  const isGood = access !== undefined && access.expiresAtMs - Date.now() > RENEW_BEFORE_MS;
  if (session.kind !== 'guest' && !isGood) await renewSession();
  return access;
}

/** What came after this token, for what goes on beyond its end; the same while nobody answers. */
export async function nextAccess(token: string): Promise<Access | undefined> {
  if (access?.token === token) await renewSession();
  return access;
}

/** The API refused this token: the next request renews it, or finds that the session is over. */
export function distrustAccessToken(token: string | undefined): void {
  if (token === undefined || access?.token === token) access = undefined;
}

/** Trades the cookie for a new token. One renewal at a time; when nobody answers everything stays as it is. */
export async function renewSession(): Promise<void> {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  await renewal;
}

async function renew(): Promise<void> {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const answer = await sessionClient
      .mutate({ mutation: RefreshSessionDocument })
      .then(({ data }) => data?.refreshSession)
      .catch(() => undefined);
    if (answer === undefined) return askAgainLater();
    if (answer.__typename === 'SignInSuccess') return becomeSignedIn(answer);
    if (answer.__typename !== 'SessionRefreshedElsewhere') return becomeGuest();
    const pause = Promise.withResolvers<void>();
    setTimeout(pause.resolve, answer.retryAfterMs);
    await pause.promise;
  }
}

function askAgainLater(): void {
  if (session.kind === 'unknown') setTimeout(() => void renewSession(), ASK_AGAIN_MS);
}

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

// Another tab signed in or out: this one follows.
window.addEventListener('storage', ({ key }) => {
  if (key !== MARK) return;
  if (mark.read() === true) void renewSession();
  else becomeGuest();
});

// A page that is loaded by somebody who was signed in here.
if (session.kind === 'unknown') void renewSession();
