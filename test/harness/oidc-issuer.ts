import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

import { childEnvironment } from '../../config/environment.js';
import { freePort } from '../../tools/stack/free-port.js';
import { answersOk } from '../../tools/stack/node-program.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { CookieBrowser } from './cookie-browser.js';
import { startProgram } from './process.js';

/** A user at the issuer, keyed by their login name. */
export type Person = Readonly<{
  roles: readonly string[];
  email?: string;
  email_verified?: boolean;
  name?: string;
}>;

/** The issuer's token response. */
export type IssuedTokens = Readonly<{ access_token: string; id_token: string; refresh_token?: string }>;

/** The issuer's current signing key; tests also forge tokens with it. */
type IssuerKey = Readonly<{ jwk: JWK; key: CryptoKey; publicJwk: JWK }>;

const ALGORITHM = 'RS256';
export const AUDIENCE = 'splitcart';
/** The PKCE verifier of every sign-in of these browsers. */
export const VERIFIER = randomBytes(32).toString('base64url');

/** An OpenID provider in its own process, until the end of the file. */
export class OidcIssuer {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly #start: () => Promise<void>;
  #key: IssuerKey;
  /** Settings changed since the first start; a restarted process gets them again. */
  #changes: Record<string, unknown> = {};

  private constructor(
    url: string,
    key: IssuerKey,
    program: Readonly<{ stop: () => Promise<void>; start: () => Promise<void> }>,
  ) {
    this.url = url;
    this.#key = key;
    this.stop = async () => await program.stop();
    this.#start = async () => await program.start();
  }

  /** Restarts it with its previous keys. */
  async start(): Promise<void> {
    await this.#start();
    await this.#set({});
  }

  static async open(people: Readonly<Record<string, Person>>): Promise<OidcIssuer> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const key = await newKey();
    const settings = {
      port,
      jwks: { keys: [key.jwk] },
      audience: AUDIENCE,
      people,
      redirectUris: [`${url}/nowhere`],
      logoutUri: null,
    };
    const program = await startProgram({
      name: 'oidc-issuer',
      command: process.execPath,
      args: [join(projectRoot, 'test/harness/oidc-issuer/main.ts'), JSON.stringify(settings)],
      env: childEnvironment({ NODE_OPTIONS: undefined }),
      isHealthy: async () => await answersOk(`${url}/.well-known/openid-configuration`),
    });
    return new OidcIssuer(url, key, program);
  }

  /** Registers the api's redirect and back-channel logout URIs. */
  async connect(apiUrl: string): Promise<void> {
    await this.#set({
      redirectUris: [`${this.url}/nowhere`, `${apiUrl}/sign-in/callback`],
      logoutUri: `${apiUrl}/oidc/backchannel-logout`,
    });
  }

  /** Switches to a new signing key and publishes only that one. */
  async rotate(): Promise<void> {
    this.#key = await newKey();
    await this.#set({ jwks: { keys: [this.#key.jwk] } });
  }

  /** How often the key set was fetched. */
  async keySetReads(): Promise<number> {
    return Number(await (await fetch(`${this.url}/_test/key-set-reads`)).text());
  }

  /** A token with any claims and header, signed with the issuer's key or another. */
  async sign(
    claims: Record<string, unknown>,
    header: Record<string, unknown> = {},
    key: CryptoKey | Uint8Array = this.#key.key,
  ): Promise<string> {
    const { kid } = this.#key.jwk;
    return new SignJWT({ iss: this.url, aud: AUDIENCE, ...claims })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', ...(kid === undefined ? {} : { kid }), ...header })
      .sign(key);
  }

  /** The published public key. */
  get publicJwk(): JWK {
    return this.#key.publicJwk;
  }

  /** The access token of a service (client credentials). */
  async serviceToken(clientId: string, scope: string): Promise<string> {
    const body = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'a secret of the tests',
      scope,
    };
    const issued = await this.token(body);
    return issued.access_token;
  }

  /** Calls the token endpoint. */
  async token(body: Record<string, string>): Promise<IssuedTokens> {
    const response = await fetch(`${this.url}/token`, { method: 'POST', body: new URLSearchParams(body) });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as IssuedTokens;
  }

  /** A new browser at the issuer. */
  browser(): IssuerBrowser {
    return new IssuerBrowser(this);
  }

  async #set(settings: Record<string, unknown>): Promise<void> {
    this.#changes = { ...this.#changes, ...settings };
    const options = { method: 'POST', body: JSON.stringify(this.#changes) };
    const { ok } = await fetch(`${this.url}/_test/settings`, options);
    if (!ok) throw new Error('the issuer rejected its settings');
  }
}

/** Keeps the issuer's cookies, so that the user stays signed in there until they log out. */
export class IssuerBrowser {
  readonly #issuer: OidcIssuer;
  readonly #browser: CookieBrowser;

  constructor(issuer: OidcIssuer) {
    this.#issuer = issuer;
    this.#browser = new CookieBrowser(issuer.url);
  }

  /** Signs in with the authorization code flow and PKCE, following the redirects itself. */
  async signIn(login: string): Promise<IssuedTokens> {
    const redirect_uri = `${this.#issuer.url}/nowhere`;
    const code = await this.code(login, redirect_uri);
    const grant = { grant_type: 'authorization_code', client_id: 'web', code, redirect_uri };
    return await this.#issuer.token({ ...grant, code_verifier: VERIFIER });
  }

  /** The authorization code returned to the redirect URI; a user already signed in is not prompted again. */
  async code(login: string, redirectUri: string): Promise<string> {
    const query = new URLSearchParams({
      client_id: 'web',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    });
    let { next } = await this.#browser.go(`/auth?${query.toString()}`);
    if (next.includes('/interaction/')) {
      const answered = await this.#browser.go(next, { login });
      ({ next } = await this.#browser.go(answered.next));
    }
    return new URL(next).searchParams.get('code') ?? '';
  }

  /** Logs out at the issuer, which notifies its clients before it responds. */
  async logOut(): Promise<void> {
    const asked = await this.#browser.go('/session/end');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? '';
    await this.#browser.go('/session/end/confirm', { xsrf, logout: 'yes' });
  }
}

async function newKey(): Promise<IssuerKey> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const names = { kid: randomBytes(6).toString('hex'), alg: ALGORITHM, use: 'sig' };
  const jwk = { ...(await exportJWK(pair.privateKey)), ...names };
  return { jwk, key: pair.privateKey, publicJwk: { ...(await exportJWK(pair.publicKey)), ...names } };
}
