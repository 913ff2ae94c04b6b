// A real OpenID provider in its own process, for tests: `node main.ts '<settings as JSON>'`. POST /_test/settings
// replaces settings (keys, clients) while it runs; sessions and grants survive.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import Provider, { type Configuration, type JWKS } from 'oidc-provider';

/** A user who can sign in, keyed by the name entered at the provider. */
type Person = { roles: string[]; email?: string; email_verified?: boolean; name?: string };

type Settings = {
  port: number;
  jwks: JWKS;
  audience: string;
  people: Record<string, Person>;
  redirectUris: string[];
  logoutUri: string | null;
};

const RESOURCE = 'urn:splitcart:api';
const SCOPES = 'payments:read balances:read orders:read orders:write';

let settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const url = `http://127.0.0.1:${settings.port}`;
let provider = makeProvider();
let keySetReads = 0;

function configuration(): Configuration {
  const { jwks, audience, people, redirectUris, logoutUri } = settings;
  const logout =
    logoutUri === null
      ? {}
      : { backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true };
  return {
    jwks,
    clients: [
      {
        client_id: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris,
        ...logout,
      },
      ...['order-service', 'unknown-service'].map((client_id) => ({
        client_id,
        client_secret: 'a secret of the tests',
        token_endpoint_auth_method: 'client_secret_post' as const,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      })),
    ],
    cookies: { keys: ['a key of the tests'] },
    scopes: ['openid', 'email', 'profile', ...SCOPES.split(' ')],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // A user's claims are in the ID token, as with most providers.
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    extraTokenClaims(context, token) {
      if (!('accountId' in token)) return undefined;
      const { roles = [], ...rest } = people[token.accountId] ?? {};
      const { sid } = context.oidc.entities.AuthorizationCode ?? {};
      return { realm_access: { roles }, sid, ...rest };
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience,
          scope: SCOPES,
          accessTokenTTL: 300,
          accessTokenFormat: 'jwt',
        }),
      },
    },
    pkce: { required: () => true },
    // The provider's own guard against loopback addresses would block our api.
    fetch(target, { method, headers, body } = {}) {
      return globalThis.fetch(target, { method, headers, body } as RequestInit);
    },
  };
}

function makeProvider(): Provider {
  const made = new Provider(url, configuration());
  made.on('backchannel.error', (_context, error) =>
    process.stderr.write(`back-channel logout: ${error.message}\n`),
  );
  made.on('server_error', (_context, error) => process.stderr.write(`${error.stack}\n`));
  return made;
}

/** The page on which the user enters a name; there is no password in tests. */
function signInPage(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><html lang="en"><title>Provider</title><h1>Sign in at the provider</h1>
    <form method="post"><label>Name <input name="login"></label><button>Continue</button></form></html>`);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (path === '/_test/settings' && request.method === 'POST') {
    settings = { ...settings, ...(JSON.parse(await text(request)) as Partial<Settings>) };
    provider = makeProvider();
    response.end();
  } else if (path === '/_test/key-set-reads') {
    response.end(String(keySetReads));
  } else if (path.startsWith('/interaction/') && request.method === 'GET') {
    signInPage(response);
  } else if (path.startsWith('/interaction/')) {
    const accountId = new URLSearchParams(await text(request)).get('login') ?? '';
    await provider.interactionFinished(request, response, { login: { accountId } });
  } else {
    if (path === '/jwks') keySetReads += 1;
    await provider.callback()(request, response);
  }
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.statusCode = 500;
    response.end();
  });
}).listen(settings.port, '127.0.0.1');
