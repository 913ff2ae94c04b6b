import { createHash, randomBytes } from 'node:crypto';

import { childEnvironment } from '../../config/environment.js';
import { installKeycloak, keycloakCommand } from '../../tools/stack/keycloak.js';
import { answersOk } from '../../tools/stack/node-program.js';
import { CookieBrowser } from '../harness/cookie-browser.js';
import type { IssuedTokens } from '../harness/oidc-issuer.js';
import { startProgram } from '../harness/process.js';

const ADMIN = 'test-admin';
const SECRET = randomBytes(16).toString('hex');
const PASSWORD = randomBytes(16).toString('hex');
const VERIFIER = randomBytes(32).toString('base64url');
/** A busy machine needs more than the usual half minute. */
const START_TIMEOUT_MS = 8 * 60_000;

/** A real Keycloak with the realm of deploy/keycloak, until the end of the file. */
export class Keycloak {
  readonly #url: string;
  readonly #redirectUri: string;

  private constructor(url: string, shopUrl: string) {
    this.#url = url;
    this.#redirectUri = `${shopUrl}/sign-in/callback`;
  }

  /** The realm's issuer URL on a port. */
  static issuerAt(port: number): string {
    return `http://127.0.0.1:${port}/realms/splitcart`;
  }

  static async start(port: number, shopUrl: string): Promise<Keycloak> {
    const installation = await installKeycloak((line) => process.stdout.write(`${line}\n`));
    await startProgram({
      name: 'keycloak',
      ...keycloakCommand(installation, port),
      env: childEnvironment({
        KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN,
        KC_BOOTSTRAP_ADMIN_PASSWORD: PASSWORD,
        SPLITCART_URL: shopUrl,
        SPLITCART_SERVICE_SECRET: SECRET,
        JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m',
        NODE_OPTIONS: undefined,
      }),
      isHealthy: async () => await answersOk(`${Keycloak.issuerAt(port)}/.well-known/openid-configuration`),
      startTimeoutMs: START_TIMEOUT_MS,
    });
    return new Keycloak(`http://127.0.0.1:${port}`, shopUrl);
  }

  /** Adds a user with these roles to the realm; all users have the same password. */
  async addPerson(username: string, roles: readonly string[]): Promise<void> {
    const email = `${username}@example.com`;
    const credentials = [{ type: 'password', value: PASSWORD, temporary: false }];
    await this.#admin('users', 'POST', {
      username,
      email,
      emailVerified: true,
      firstName: username,
      lastName: 'of the tests',
      enabled: true,
      credentials,
    });
    const mapped = await Promise.all(roles.map((role) => this.#admin(`roles/${role}`, 'GET')));
    await this.#admin(`users/${await this.#idOf(username)}/role-mappings/realm`, 'POST', mapped);
  }

  /** Ends all sessions of a user, as an administrator does. */
  async logOut(username: string): Promise<void> {
    await this.#admin(`users/${await this.#idOf(username)}/logout`, 'POST', {});
  }

  /** Switches to a new signing key; the old one stays published. */
  async rotate(): Promise<void> {
    await this.#admin('components', 'POST', {
      name: `rsa-${randomBytes(4).toString('hex')}`,
      providerId: 'rsa-generated',
      providerType: 'org.keycloak.keys.KeyProvider',
      config: {
        priority: ['200'],
        enabled: ['true'],
        active: ['true'],
        algorithm: ['RS256'],
        keySize: ['2048'],
      },
    });
  }

  browser(): KeycloakBrowser {
    return new KeycloakBrowser(this.#url, this.#redirectUri);
  }

  /** The service's token (client credentials). */
  async serviceToken(scope: string): Promise<string> {
    const client = { client_id: 'splitcart-orders', client_secret: SECRET };
    const issued = await redeem(this.#url, 'splitcart', {
      grant_type: 'client_credentials',
      scope,
      ...client,
    });
    return issued.access_token;
  }

  async #idOf(username: string): Promise<string> {
    const found = (await this.#admin(`users?exact=true&username=${username}`, 'GET')) as { id: string }[];
    return found[0]?.id ?? '';
  }

  async #admin(path: string, method: string, body?: unknown): Promise<unknown> {
    const grant = { grant_type: 'password', client_id: 'admin-cli', username: ADMIN, password: PASSWORD };
    const { access_token } = await redeem(this.#url, 'master', grant);
    const response = await fetch(`${this.#url}/admin/realms/splitcart/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}

/** A browser at Keycloak's own sign-in page. */
class KeycloakBrowser {
  readonly #url: string;
  readonly #redirectUri: string;
  readonly #browser: CookieBrowser;

  constructor(url: string, redirectUri: string) {
    this.#url = url;
    this.#redirectUri = redirectUri;
    this.#browser = new CookieBrowser(url);
  }

  /** What the redirect back to the shop carries. */
  async codeForShop(
    username: string,
  ): Promise<Readonly<{ code: string; codeVerifier: string; redirectUri: string }>> {
    return {
      code: await this.#code(username),
      codeVerifier: VERIFIER,
      redirectUri: this.#redirectUri,
    };
  }

  /** The authorization code flow with PKCE, up to the returned code. */
  async #code(username: string): Promise<string> {
    const query = new URLSearchParams({
      client_id: 'splitcart-web',
      response_type: 'code',
      redirect_uri: this.#redirectUri,
      scope: 'openid email profile',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const page = await this.#browser.go(`/realms/splitcart/protocol/openid-connect/auth?${query.toString()}`);
    // A user already signed in is not prompted again.
    if (page.next !== '') return new URL(page.next).searchParams.get('code') ?? '';
    const action = /id="kc-form-login"[^>]*action="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const returned = await this.#browser.go(action.replaceAll('&amp;', '&'), {
      username,
      password: PASSWORD,
    });
    return new URL(returned.next).searchParams.get('code') ?? '';
  }

  async signIn(username: string): Promise<IssuedTokens> {
    return await redeem(this.#url, 'splitcart', {
      grant_type: 'authorization_code',
      client_id: 'splitcart-web',
      code: await this.#code(username),
      redirect_uri: this.#redirectUri,
      code_verifier: VERIFIER,
    });
  }

  /** Ends this session at Keycloak, which notifies its clients. */
  async logOut({ id_token }: IssuedTokens): Promise<void> {
    await this.#browser.go(`/realms/splitcart/protocol/openid-connect/logout?id_token_hint=${id_token}`);
  }
}

async function redeem(url: string, realm: string, grant: Record<string, string>): Promise<IssuedTokens> {
  const body = new URLSearchParams(grant);
  const response = await fetch(`${url}/realms/${realm}/protocol/openid-connect/token`, {
    method: 'POST',
    body,
  });
  if (!response.ok) throw new Error(`token: ${response.status} ${await response.text()}`);
  return (await response.json()) as IssuedTokens;
}
