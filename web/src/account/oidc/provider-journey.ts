import * as z from 'zod/mini';
import type { IdentityProviderQuery } from '../../generated/graphql.js';
import { storedValue } from '../../shared/stored-value.js';
import { challengeOf, randomText } from './pkce.js';

export type Provider = Omit<NonNullable<IdentityProviderQuery['identityProvider']>, '__typename'>;

const journey = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  /** Where the person was going. */
  next: z.string(),
});
/** A way to the provider and back, begun in this tab. */
export type Journey = z.infer<typeof journey>;

// Of this tab only: an answer that comes back to another one was not asked for there.
const begun = storedValue(() => sessionStorage, 'splitcart.provider-sign-in', journey);

/** The address of the provider's sign-in page; this tab remembers what it needs when the person comes back. */
export async function beginJourney(provider: Provider, next: string): Promise<string> {
  const here: Journey = {
    state: randomText(),
    codeVerifier: randomText(),
    redirectUri: `${location.origin}/sign-in/callback`,
    next,
  };
  begun.write(here);
  return addressOf(provider, here, await challengeOf(here.codeVerifier));
}

/** What was begun in this tab, once. */
export function takeJourney(): Journey | undefined {
  const journeyBegun = begun.read();
  begun.clear();
  return journeyBegun;
}

export function addressOf(
  { authorizationEndpoint, clientId, scope }: Provider,
  { state, redirectUri }: Journey,
  challenge: string,
): string {
  const address = new URL(authorizationEndpoint);
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return address.href;
}

/** Where a journey ended: with a code to show to the API, or without one. */
export type Return =
  | { readonly kind: 'code'; readonly code: string; readonly journey: Journey }
  | { readonly kind: 'denied' }
  | { readonly kind: 'not-asked-for' };

/**
 * What the address that the person came back to means. An answer to a question that this tab did not ask could be a stranger's,
 * sent so that somebody shops in the stranger's account.
 */
export function returnOf(params: URLSearchParams, journeyBegun: Journey | undefined): Return {
  if (journeyBegun === undefined || params.get('state') !== journeyBegun.state)
    return { kind: 'not-asked-for' };
  const code = params.get('code');
  return code === null ? { kind: 'denied' } : { kind: 'code', code, journey: journeyBegun };
}
