import { GraphQLError } from 'graphql';

import type { SignedIn } from '../../../core/identity/open-session.js';
import type { RefreshSessionError } from '../../../core/identity/refresh-session.js';
import type { RegisterError } from '../../../core/identity/register.js';
import type { SignInWithIssuerError } from '../../../core/identity/sign-in-with-issuer.js';
import type { SignInError } from '../../../core/identity/sign-in.js';
import type { RateLimited } from '../../../core/limits/rate-limits.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { RefreshCookie } from '../../identity/refresh-cookie.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import type { SignInSuccessType } from './session-results.js';

/** The refresh cookie of this request. A socket has none, because cookies cannot be set after its handshake. */
export function cookieOf({ refreshCookie }: GraphqlContext): RefreshCookie {
  if (refreshCookie !== null) return refreshCookie;
  throw new GraphQLError('Send this operation over HTTP: it requires a cookie.', {
    extensions: { code: 'HTTP_ONLY' },
  });
}

/** Sets the refresh token as a cookie and returns the rest; when the session has ended, its cookie is cleared. */
export function handOver(
  cookie: RefreshCookie,
  result: SignedIn | SignInError | SignInWithIssuerError | RegisterError | RefreshSessionError | RateLimited,
): SignInSuccessType | UserError {
  if (isDomainError(result)) {
    if (result.code === 'SESSION_ENDED') cookie.clear();
    return userError(result);
  }
  cookie.write(result.refreshToken, result.refreshTokenExpiresAt);
  return {
    viewer: result.account,
    accessToken: result.accessToken,
    accessTokenExpiresAt: result.accessTokenExpiresAt.toISOString(),
  };
}
