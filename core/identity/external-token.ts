import { z } from 'zod';

import { roles, type Role } from './account.js';
import { scopes, type Scope } from './scope.js';

/** What a good token of the outside issuer says about itself. */
export type ExternalClaims = Readonly<Record<string, unknown>>;

/** How the claims of the issuer are read; the settings of the operator. */
export type ExternalRules = Readonly<{
  /** Claim with the names of a person's roles: its name, or a path with dots such as `realm_access.roles`. */
  roleClaim: string;
  /** Their names to ours; empty: their names are ours. */
  roleMap: ReadonlyMap<string, Role>;
  /** Clients whose tokens without a person are services. */
  serviceClients: readonly string[];
}>;

/** A person at the issuer: whose token it is and which sign-in it comes from, so that a logout can be told of it. */
export type ExternalSubject = Readonly<{
  issuer: string;
  subject: string;
  /** The sign-in at the issuer; not every issuer puts it into access tokens. */
  sid: string | null;
  issuedAt: Date;
}>;

/** What the issuer says of a person; null where its token is silent. */
export type ExternalProfile = Readonly<{ role: Role; email: string | null; displayName: string | null }>;

export type ExternalPerson = Readonly<{
  kind: 'PERSON';
  expiresAt: Date;
  subject: ExternalSubject;
  profile: ExternalProfile;
}>;

export type ExternalToken =
  ExternalPerson | Readonly<{ kind: 'SERVICE'; expiresAt: Date; clientId: string; scopes: readonly Scope[] }>;

/** Logouts are remembered this long; a token that lives longer could outlive the memory of its logout and is refused. */
export const MAX_EXTERNAL_TOKEN_HOURS = 24;
/** An hour more than a token lives, for clocks that differ. */
export const LOGOUT_MEMORY_HOURS = MAX_EXTERNAL_TOKEN_HOURS + 1;

/** An account has one role. Of several the first of these counts. */
const byPower = ['ADMIN', 'FINANCE', 'OPS', 'SELLER', 'SHOPPER'] as const satisfies readonly Role[];

const claimsOfAnyone = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  iat: z.number(),
  exp: z.number(),
  sid: z.string().min(1).max(255).optional(),
  azp: z.string().optional(),
  client_id: z.string().optional(),
  scope: z.string().optional(),
  preferred_username: z.string().optional(),
});
const address = z.string().max(254).pipe(z.email());
const name = z.string().trim().min(1);
type Claims = z.output<typeof claimsOfAnyone>;

/** The rules as the settings write them; a pair is `theirs=OURS`. */
export function externalRules({
  roleClaim,
  rolePairs,
  serviceClients,
}: Pick<ExternalRules, 'roleClaim' | 'serviceClients'> & {
  rolePairs: readonly string[];
}): ExternalRules {
  const roleMap = new Map<string, Role>();
  for (const pair of rolePairs) {
    const [theirs = '', ours] = pair.split('=');
    const role = roles.find((known) => known === ours);
    if (role === undefined) throw new Error(`${pair} names no role of ours`);
    roleMap.set(theirs.trim(), role);
  }
  return { roleClaim, roleMap, serviceClients };
}

/** Whose token it is; null when it is nobody's that we know how to let in. Signature, issuer and times are checked before. */
export function readExternalClaims(given: ExternalClaims, rules: ExternalRules): ExternalToken | null {
  const parsed = claimsOfAnyone.safeParse(given);
  if (!parsed.success) return null;
  const claims = parsed.data;
  if (claims.exp - claims.iat > MAX_EXTERNAL_TOKEN_HOURS * 60 * 60) return null;
  const expiresAt = new Date(claims.exp * 1000);
  const clientId = clientWithoutPerson(claims);
  if (clientId !== null) {
    if (!rules.serviceClients.includes(clientId)) return null;
    return { kind: 'SERVICE', expiresAt, clientId, scopes: knownScopes(claims.scope) };
  }
  return { kind: 'PERSON', expiresAt, subject: subjectOf(claims), profile: profileOf(given, rules) };
}

/** The names of a person's roles, wherever the issuer keeps them. */
export function roleNamesIn(given: ExternalClaims, roleClaim: string): readonly string[] {
  const found = given[roleClaim] ?? roleClaim.split('.').reduce<unknown>(memberOf, given);
  const list = z.union([z.array(z.string()), z.string().transform((one) => one.split(' '))]).safeParse(found);
  return list.success ? list.data : [];
}

/**
 * The client, when the token has no person behind it. RFC 9068 says so by `sub` being the client; Keycloak has a user for
 * every service, whose name nobody else can take together with the claim `client_id`.
 */
function clientWithoutPerson({ sub, azp, client_id, preferred_username }: Claims): string | null {
  const clientId = client_id ?? azp;
  if (clientId === undefined) return null;
  const isKeycloakService = client_id !== undefined && preferred_username === `service-account-${client_id}`;
  return sub === clientId || isKeycloakService ? clientId : null;
}

function subjectOf({ iss, sub, sid, iat }: Claims): ExternalSubject {
  return { issuer: iss, subject: sub, sid: sid ?? null, issuedAt: new Date(iat * 1000) };
}

function profileOf(given: ExternalClaims, { roleClaim, roleMap }: ExternalRules): ExternalProfile {
  const names = roleNamesIn(given, roleClaim);
  const held = names.map((own) =>
    roleMap.size === 0 ? roles.find((role) => role === own) : roleMap.get(own),
  );
  const email = address.safeParse(given['email']);
  const called = [given['name'], given['preferred_username']].map((value) => name.safeParse(value));
  return {
    role: byPower.find((role) => held.includes(role)) ?? 'SHOPPER',
    email: email.success ? email.data : null,
    displayName: called.find(({ success }) => success)?.data?.slice(0, 100) ?? null,
  };
}

function knownScopes(scope = ''): readonly Scope[] {
  const given = scope.split(' ');
  return scopes.filter((known) => given.includes(known));
}

function memberOf(value: unknown, key: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? new Map(Object.entries(value)).get(key) : undefined;
}
