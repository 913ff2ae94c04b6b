import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Router, static as serveStatic } from 'express';

const ONE_YEAR_MS = 365 * 24 * 60 * 60_000;

/** The built web app: hashed assets are cached for a year; every other path serves the app's page. */
export function webAppRoutes(webRoot: string): Router {
  const root = resolve(webRoot);
  const page = join(root, 'index.html');
  const router = Router();
  router.use(
    '/assets',
    serveStatic(join(root, 'assets'), { immutable: true, maxAge: ONE_YEAR_MS, fallthrough: false }),
  );
  router.use(serveStatic(root, { index: false, maxAge: '1h' }));
  router.get('/{*path}', (_request, response, next) => {
    if (!existsSync(page)) {
      next();
      return;
    }
    response.set('cache-control', 'no-cache').sendFile(page);
  });
  return router;
}
