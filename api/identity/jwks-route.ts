import { Router } from 'express';

import type { Application } from '../application.js';

/** Clients may cache the key set this long; a new key is published for longer than that before it signs. */
const KEEP_SECONDS = 300;

/** Public keys of our access tokens, for services that verify them offline. */
export function jwksRoute({ publicKeys }: Pick<Application, 'publicKeys'>): Router {
  const router = Router();
  router.get('/.well-known/jwks.json', async (_request, response) => {
    response.set('cache-control', `public, max-age=${KEEP_SECONDS}`);
    response.json({ keys: await publicKeys() });
  });
  return router;
}
