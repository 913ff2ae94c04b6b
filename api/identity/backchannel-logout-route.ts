import { Router, urlencoded } from 'express';
import { z } from 'zod';

import { isDomainError } from '../../core/shared/domain-error.js';
import type { IdentityUseCases } from './identity-use-cases.js';

const form = z.object({ logout_token: z.string().max(8_000) });

/** OpenID Connect Back-Channel Logout 1.0 endpoint for the external issuer; passes through when none is configured. */
export function backchannelLogoutRoute({
  endExternalSessions,
}: Pick<IdentityUseCases, 'endExternalSessions'>): Router {
  const router = Router();
  router.post(
    '/oidc/backchannel-logout',
    urlencoded({ extended: false, limit: '16kb' }),
    async (request, response, next) => {
      if (endExternalSessions === null) {
        next();
        return;
      }
      const given = form.safeParse(request.body);
      const ended = given.success
        ? await endExternalSessions({ logoutToken: given.data.logout_token })
        : ({ code: 'LOGOUT_TOKEN_INVALID' } as const);
      response.set('cache-control', 'no-store');
      if (!isDomainError(ended)) response.status(200).end();
      else response.status(400).json({ error: 'invalid_request', error_description: ended.code });
    },
  );
  return router;
}
