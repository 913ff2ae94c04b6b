import { z } from 'zod';

import { invalidInput, type InvalidInput } from '../shared/domain-error.js';
import { accountOfPerson } from './authenticate-external.js';
import type {
  ExternalIdentities,
  ExternalLogouts,
  IssuerSignIn,
  IssuerSignInFailed,
  IssuerUnavailable,
} from './external-ports.js';
import type { IdentityDependencies, SignedIn } from './open-session.js';
import { addSession, replacedSession, tokensOf } from './open-session.js';

const command = z.object({
  code: z.string().min(1, 'must not be empty').max(4_000),
  // RFC 7636, 4.1.
  codeVerifier: z.string().regex(/^[\w.~-]{43,128}$/, 'must be a code verifier'),
  redirectUri: z.url('must be an address').max(1_000),
});

export type SignInWithIssuerInput = z.input<typeof command>;
export type SignInWithIssuerError = InvalidInput | IssuerSignInFailed | IssuerUnavailable;

export type SignInWithIssuerDependencies = IdentityDependencies &
  Readonly<{
    issuerSignIn: IssuerSignIn | null;
    externalIdentities: ExternalIdentities;
    externalLogouts: ExternalLogouts;
  }>;

/**
 * Opens a session for a person who has just signed in at the external issuer. The session is ours, and ends when the
 * issuer reports a logout of that sign-in.
 *
 * Errors in order of precedence: INVALID_INPUT, ISSUER_UNAVAILABLE, ISSUER_SIGN_IN_FAILED.
 */
export async function signInWithIssuer(
  dependencies: SignInWithIssuerDependencies,
  { refreshToken, ...input }: SignInWithIssuerInput & Readonly<{ refreshToken: string | null }>,
): Promise<SignedIn | SignInWithIssuerError> {
  const { transaction, issuerSignIn, externalIdentities, externalLogouts } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  if (issuerSignIn === null) return { code: 'ISSUER_SIGN_IN_FAILED' };
  const person = await issuerSignIn.redeem(parsed.data);
  if ('code' in person) return person;
  const { subject, profile } = person;
  const account = await accountOfPerson(externalIdentities, subject, profile);
  if (account === null) return { code: 'ISSUER_SIGN_IN_FAILED' };
  const replaces = replacedSession(dependencies, refreshToken);

  const opened = await transaction.run(async (tx) => {
    // A concurrent logout either waits and then finds this session, or was recorded before and is seen here.
    await externalLogouts.lockLogouts(tx, subject.issuer);
    if (await externalLogouts.isLoggedOut(tx, subject)) return tx.rollback({ code: 'ISSUER_SIGN_IN_FAILED' });
    return { session: await addSession(dependencies, tx, { account, replaces, external: subject }) };
  });
  return 'code' in opened ? opened : tokensOf(dependencies, account, opened.session);
}
