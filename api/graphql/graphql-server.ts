import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';

import type { ClientAddress } from '../http/client-address.js';
import type { Application } from '../application.js';
import type { GraphqlContext } from './context.js';
import { openGraphqlSocket } from './graphql-socket.js';
import { MAX_TOKENS, namedTokenLimit } from './limits/document-limits.js';
import { limitsPlugin } from './limits/limits-plugin.js';
import { maskError } from './mask-error.js';

/** Idle connections close at once; a request in flight gets this long, which exceeds the PSP budget. */
const STOP_GRACE_MS = 4_000;

/** Apollo over HTTP and graphql-ws on the same path, with the same limits and the same masking of internal errors. */
export async function createGraphqlServer({
  schema,
  application,
  httpServer,
  isProduction,
  clientAddress,
}: {
  schema: GraphQLSchema;
  application: Application;
  httpServer: Server;
  isProduction: boolean;
  clientAddress: ClientAddress;
}): Promise<ApolloServer<GraphqlContext>> {
  const { logger } = application;
  const socket = openGraphqlSocket({ schema, application, httpServer, isProduction, clientAddress });
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    // One operation per request: limits and rates are counted per request.
    allowBatchedHttpRequests: false,
    // We register no documents, and strangers must not fill a cache with theirs.
    persistedQueries: false,
    // The process stops everything in its own order; Apollo's handler would wait for itself.
    stopOnTerminationSignals: false,
    formatError: (formatted, error) =>
      namedTokenLimit(maskError(error, formatted, { logger, correlationId: randomUUID() })),
    plugins: [
      limitsPlugin,
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: STOP_GRACE_MS }),
      ApolloServerPluginLandingPageDisabled(),
      { serverWillStart: () => Promise.resolve({ drainServer: socket.close }) },
    ],
  });
  await apollo.start();
  return apollo;
}
