import * as z from 'zod/mini';
import type { IdentityProviderQuery } from '../../generated/graphql.js';
import { storedValue } from '../../shared/stored-value.js';
import { challengeOf, randomText } from './pkce.js';

export type Provider = Omit<NonNullable<IdentityProviderQuery['identityProvider']>, '__typename'>;

const journey = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  /** Where the user goes after signing in. */
  next: z.string(),
});
/** A sign-in at the provider, started in this tab. */
export type Journey = z.infer<typeof journey>;

// Per tab: a response that returns to another tab is unsolicited there.
const startedJourney = storedValue(() => sessionStorage, 'splitcart.provider-sign-in', journey);

/** The URL of the provider's sign-in page. Stores in this tab what the return needs. */
export async function beginJourney(provider: Provider, next: string): Promise<string> {
  const started: Journey = {
    state: randomText(),
    codeVerifier: randomText(),
    redirectUri: `${location.origin}/sign-in/callback`,
    next,
  };
  startedJourney.write(started);
  return addressOf(provider, started, await challengeOf(started.codeVerifier));
}

/** Reads and clears the sign-in started in this tab. */
export function takeJourney(): Journey | undefined {
  const started = startedJourney.read();
  startedJourney.clear();
  return started;
}

export function addressOf(
  { authorizationEndpoint, clientId, scope }: Provider,
  { state, redirectUri }: Journey,
  challenge: string,
): string {
  const address = new URL(authorizationEndpoint);
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

/** How a sign-in returned: with a code for the API, denied, or unsolicited. */
export type Return =
  | { readonly kind: 'code'; readonly code: string; readonly journey: Journey }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unsolicited' };

/**
 * Interprets the redirect's query. A response without this tab's `state` may come from an attacker who wants the user to
 * shop in the attacker's account (login CSRF).
 */
export function returnOf(params: URLSearchParams, started: Journey | undefined): Return {
  if (started === undefined || params.get('state') !== started.state) return { kind: 'unsolicited' };
  const code = params.get('code');
  return code === null ? { kind: 'denied' } : { kind: 'code', code, journey: started };
}
