import { useSyncExternalStore } from 'react';
import * as z from 'zod/mini';
import {
  RefreshSessionDocument,
  type SignedInPartsFragment,
  type ViewerPartsFragment,
} from '../generated/graphql.js';
import { storedValue } from '../shared/stored-value.js';
import { sessionClient } from './session-client.js';

/** Who is signed in; `unknown` until the first renewal is answered. */
export type Session =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'guest' }
  | { readonly kind: 'account'; readonly viewer: ViewerPartsFragment };

/** A short-lived access token. */
export interface Access {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Renew this long before expiry, so that no token expires in flight. */
const RENEW_BEFORE_MS = 20_000;
/** Pause before retrying a renewal that got no answer on page load. */
const RETRY_MS = 3_000;
/** Attempts when another tab keeps renewing at the same time. */
const MAX_RACES = 4;

// Scripts can't see the cookie; without this mark a guest's page would try to renew a session on every load.
const MARK = 'splitcart.signed-in';
const mark = storedValue(() => localStorage, MARK, z.boolean());
const listeners = new Set<() => void>();

let session: Session = mark.read() === true ? { kind: 'unknown' } : { kind: 'guest' };
/** In memory only: it is never persisted and is gone with the page. */
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

/** Stores the result of a sign-in, registration or renewal. */
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

/** Applies changes to the signed-in account. */
export function updateViewer(changes: Partial<ViewerPartsFragment>): void {
  if (session.kind === 'account') become({ kind: 'account', viewer: { ...session.viewer, ...changes } });
}

/** A valid access token, renewed if it is about to expire; undefined for guests and while the API doesn't answer. */
export async function freshAccess(): Promise<Access | undefined> {
  const isFresh = access !== undefined && access.expiresAtMs - Date.now() > RENEW_BEFORE_MS;
  if (session.kind !== 'guest' && !isFresh) await renewSession();
  return access;
}

/** The successor of this token, for connections that outlive it; the same token while the API doesn't answer. */
export async function nextAccess(token: string): Promise<Access | undefined> {
  if (access?.token === token) await renewSession();
  return access;
}

/** Drops a token that the API rejected: the next request renews it or finds the session ended. */
export function discardAccessToken(token: string | undefined): void {
  if (token === undefined || access?.token === token) access = undefined;
}

/** Exchanges the cookie for a new token. One renewal at a time; without an answer nothing changes. */
export async function renewSession(): Promise<void> {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  await renewal;
}

async function renew(): Promise<void> {
  for (let race = 0; race < MAX_RACES; race += 1) {
    const answer = await sessionClient
      .mutate({ mutation: RefreshSessionDocument })
      .then(({ data }) => data?.refreshSession)
      .catch(() => undefined);
    if (answer === undefined) return retryLater();
    if (answer.__typename === 'SignInSuccess') return becomeSignedIn(answer);
    if (answer.__typename !== 'SessionRefreshedElsewhere') return becomeGuest();
    const pause = Promise.withResolvers<void>();
    setTimeout(pause.resolve, answer.retryAfterMs);
    await pause.promise;
  }
}

function retryLater(): void {
  if (session.kind === 'unknown') setTimeout(() => void renewSession(), RETRY_MS);
}

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

// Follow a sign-in or sign-out in another tab.
window.addEventListener('storage', ({ key }) => {
  if (key !== MARK) return;
  if (mark.read() === true) void renewSession();
  else becomeGuest();
});

// Someone was signed in here: restore the session on page load.
if (session.kind === 'unknown') void renewSession();
