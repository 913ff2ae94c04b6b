import { describe, expect, test } from 'vitest';
import { challengeOf, randomText } from './pkce.js';
import { addressOf, returnOf } from './provider-journey.js';

const journey = {
  state: 's1',
  codeVerifier: 'v1',
  redirectUri: 'https://shop.example/sign-in/callback',
  next: '/cart',
};
const provider = {
  name: 'Acme',
  authorizationEndpoint: 'https://id.example/auth?tenant=1',
  clientId: 'web',
  scope: 'openid email',
};
const returned = (query: string) => returnOf(new URLSearchParams(query), journey);

describe('the redirect to the provider', () => {
  test('requests a code with the challenge, never the verifier', () => {
    const address = new URL(addressOf(provider, journey, 'c1'));
    expect(Object.fromEntries(address.searchParams)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'web',
      redirect_uri: 'https://shop.example/sign-in/callback',
      scope: 'openid email',
      state: 's1',
      code_challenge: 'c1',
      code_challenge_method: 'S256',
    });
  });

  test('computes the challenge of RFC 7636, appendix B', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(await challengeOf(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  test('uses a new random string each time', () => {
    const texts = Array.from({ length: 50 }, randomText);
    expect(new Set(texts).size).toBe(50);
    for (const text of texts) expect(text).toMatch(/^[\w-]{43}$/);
  });
});

describe('the return from the provider', () => {
  test('yields the code of the sign-in started in this tab', () => {
    expect(returned('code=c&state=s1')).toEqual({ kind: 'code', code: 'c', journey });
  });

  test('without a code means the provider or the user denied it', () => {
    expect(returned('error=access_denied&state=s1')).toEqual({ kind: 'denied' });
  });

  test.each(['code=c', 'code=c&state=s2', 'error=access_denied', ''])('with %j is unsolicited', (query) => {
    expect(returned(query)).toEqual({ kind: 'unsolicited' });
  });

  test('in a tab that started no sign-in is unsolicited', () => {
    expect(returnOf(new URLSearchParams('code=c&state=s1'), undefined)).toEqual({ kind: 'unsolicited' });
  });
});
