import { Router, urlencoded } from 'express';
import { z } from 'zod';

import { signInTries } from '../../core/limits/counted-tries.js';
import type { RateLimits } from '../../core/limits/rate-limits.js';
import type { Logger } from '../../core/shared/logger.js';
import type { ClientAddress } from '../http/client-address.js';
import type { OpsSessions } from './session.js';
import { requireOperator } from './session.js';
import { signInPage } from './sign-in-page.js';

const HOME = '/ops/queues';

const WRONG = 'Wrong email or password, or no access to the operations pages.';
const TOO_MANY = 'Too many attempts. Try again in 15 minutes.';

/** Target after sign-in: only ever a page under /ops, whatever the link contains. */
const next = z
  .string()
  .regex(/^\/ops\/[\w/?=&%.-]*$/)
  .catch(HOME);
const credentials = z.object({ email: z.string().max(254), password: z.string().max(1_000), next });

/** The pages under /ops: sign-in, and Bull Board behind it. */
export function opsRoutes({
  sessions,
  board,
  rateLimits,
  addressOf,
  logger,
}: {
  sessions: OpsSessions;
  board: Router;
  rateLimits: RateLimits;
  addressOf: ClientAddress;
  logger: Logger;
}): Router {
  const router = Router();
  router.get('/sign-in', (request, response) => {
    response.type('html').send(signInPage({ next: next.parse(request.query['next']), fault: null }));
  });
  router.post('/sign-in', urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    const given = credentials.safeParse(request.body);
    const tries = signInTries(given.data?.email ?? '', addressOf(request));
    const limited = await rateLimits.take(tries);
    const isIn =
      limited === null &&
      given.success &&
      (await sessions.signIn(response, given.data.email, given.data.password));
    logger.info({ event: 'ops.sign_in', isIn });
    if (isIn) response.redirect(303, given.data.next);
    else
      response
        .status(limited === null ? 401 : 429)
        .type('html')
        .send(signInPage({ next: given.data?.next ?? HOME, fault: limited === null ? WRONG : TOO_MANY }));
  });
  router.post('/sign-out', async (request, response) => {
    await sessions.signOut(request, response);
    response.redirect(303, '/ops/sign-in');
  });
  router.use('/queues', requireOperator(sessions), board);
  router.get('/', (_request, response) => response.redirect(303, HOME));
  return router;
}
