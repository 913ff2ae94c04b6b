import { z } from 'zod';

import { roles, type Role } from './account.js';
import { scopes, type Scope } from './scope.js';

/** The claims of a verified token of the external issuer. */
export type ExternalClaims = Readonly<Record<string, unknown>>;

/** How the issuer's claims are read; configured by the operator. */
export type ExternalRules = Readonly<{
  /** Claim with a person's role names: its name, or a dotted path such as `realm_access.roles`. */
  roleClaim: string;
  /** Maps their names to ours; empty: their names are ours. */
  roleMap: ReadonlyMap<string, Role>;
  /** Clients whose tokens without a person act as services. */
  serviceClients: readonly string[];
}>;

/** A person at the issuer and the sign-in that the token comes from, so that a logout can end it. */
export type ExternalSubject = Readonly<{
  issuer: string;
  subject: string;
  /** The sign-in at the issuer; not every issuer includes it in access tokens. */
  sid: string | null;
  issuedAt: Date;
}>;

/** The issuer's claims about a person; null for missing claims. */
export type ExternalProfile = Readonly<{ role: Role; email: string | null; displayName: string | null }>;

export type ExternalPerson = Readonly<{
  kind: 'PERSON';
  expiresAt: Date;
  subject: ExternalSubject;
  profile: ExternalProfile;
}>;

export type ExternalToken =
  ExternalPerson | Readonly<{ kind: 'SERVICE'; expiresAt: Date; clientId: string; scopes: readonly Scope[] }>;

/** Maximum lifetime of an external token; a longer-lived one could outlive the record of its logout and is rejected. */
export const MAX_EXTERNAL_TOKEN_HOURS = 24;
/** One hour more than the token lifetime, for clock skew. */
export const LOGOUT_MEMORY_HOURS = MAX_EXTERNAL_TOKEN_HOURS + 1;

/** An account has one role: the first of these that the person has. */
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

/** Parses the configured rules; a pair is `theirs=OURS`. */
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
    if (role === undefined) throw new Error(`${pair} does not name a known role`);
    roleMap.set(theirs.trim(), role);
  }
  return { roleClaim, roleMap, serviceClients };
}

/** The person or service of a token; null if it is neither. Signature, issuer and times have been checked before. */
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

/** A person's role names, wherever the issuer puts them. */
export function roleNamesIn(given: ExternalClaims, roleClaim: string): readonly string[] {
  const found = given[roleClaim] ?? roleClaim.split('.').reduce<unknown>(memberOf, given);
  const list = z.union([z.array(z.string()), z.string().transform((one) => one.split(' '))]).safeParse(found);
  return list.success ? list.data : [];
}

/**
 * The client, if the token has no person behind it. In RFC 9068, `sub` is then the client; Keycloak has a user for
 * every service, whose name no other user can have together with the claim `client_id`.
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
  const roleNames = roleNamesIn(given, roleClaim);
  const granted = roleNames.map((own) =>
    roleMap.size === 0 ? roles.find((role) => role === own) : roleMap.get(own),
  );
  const email = address.safeParse(given['email']);
  const displayNames = [given['name'], given['preferred_username']].map((value) => name.safeParse(value));
  return {
    role: byPower.find((role) => granted.includes(role)) ?? 'SHOPPER',
    email: email.success ? email.data : null,
    displayName: displayNames.find(({ success }) => success)?.data?.slice(0, 100) ?? null,
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
