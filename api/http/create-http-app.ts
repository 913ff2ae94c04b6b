import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import compression from 'compression';
import express, { type Express, type Request, type Router } from 'express';

import type { GraphqlContext } from '../graphql/context.js';
import type { Application } from '../application.js';
import { backchannelLogoutRoute } from '../identity/backchannel-logout-route.js';
import { jwksRoute } from '../identity/jwks-route.js';
import { restRoutes } from '../rest/rest-routes.js';
import { stripeWebhookRoute } from '../webhooks/stripe-webhook-route.js';
import { trustedProxies } from './client-address.js';
import { correlate } from './correlation.js';
import { errorHandler } from './error-handler.js';
import { securityHeaders } from './security-headers.js';
import { webAppRoutes } from './web-app-routes.js';

export type HttpAppParts = Readonly<{
  application: Application;
  apollo: ApolloServer<GraphqlContext>;
  contextOf: (request: Request) => Promise<GraphqlContext>;
  operational: Router;
  ops: Router;
  webRoot: string;
  /** Other origins the browser may connect to: the PSP. */
  connectTo: readonly string[];
  trustProxy: string;
}>;

/** The largest GraphQL request of our pages is under 20 kB. */
const MAX_GRAPHQL_BODY = '100kb';

/** All HTTP routes of the API, in matching order. */
export function createHttpApp({
  application,
  apollo,
  contextOf,
  operational,
  ops,
  webRoot,
  connectTo,
  trustProxy,
}: HttpAppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(trustProxy));
  app.use(correlate);
  app.use(operational);
  // Before any body parser: the signature covers the raw bytes.
  app.use(stripeWebhookRoute(application));
  app.use(jwksRoute(application));
  app.use(backchannelLogoutRoute(application.useCases.identity));
  app.use(securityHeaders(connectTo));
  app.use(compression());
  app.use('/ops', ops);
  app.use(
    '/graphql',
    express.json({ limit: MAX_GRAPHQL_BODY }),
    expressMiddleware(apollo, { context: ({ req }) => contextOf(req) }),
  );
  app.use(restRoutes(application));
  app.use(webAppRoutes(webRoot));
  app.use(errorHandler(application.logger));
  return app;
}
