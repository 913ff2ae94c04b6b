import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import DataLoader from 'dataloader';
import type { GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

import type { ApiServices } from '../services.js';
import type { GraphqlContext } from './context.js';
import { maskError } from './mask-error.js';

/** The largest message that a client may send over a socket. */
const MAX_SOCKET_MESSAGE_BYTES = 100_000;

/** Idle connections are closed at once; a request that is under way gets this long, more than the PSP budget. */
const STOP_GRACE_MS = 4_000;

/** A context with loaders of its own; one per request, and one per subscription. */
export function createContext(services: ApiServices, correlationId: string): GraphqlContext {
  const sellers = new DataLoader(
    (ids: readonly Parameters<ApiServices['sellers']['findMany']>[0][number][]) =>
      services.sellers.findMany(ids),
  );
  return { services, correlationId, loaders: { sellers } };
}

/** Apollo over HTTP and graphql-ws on the same path; both mask what went wrong inside. */
export async function createGraphqlServer({
  schema,
  services,
  httpServer,
  isProduction,
}: {
  schema: GraphQLSchema;
  services: ApiServices;
  httpServer: Server;
  isProduction: boolean;
}): Promise<ApolloServer<GraphqlContext>> {
  const { logger } = services;
  const sockets = new WebSocketServer({
    server: httpServer,
    path: '/graphql',
    maxPayload: MAX_SOCKET_MESSAGE_BYTES,
  });
  const subscriptions = useServer(
    {
      schema,
      context: () => createContext(services, randomUUID()),
      onNext: (...[, , , args, result]) => {
        if (result.errors === undefined) return undefined;
        const correlationId = correlationIdIn(args.contextValue);
        const errors = result.errors.map((error) =>
          maskError(error, error.toJSON(), { logger, correlationId }),
        );
        return { data: result.data ?? null, errors };
      },
    },
    sockets,
  );
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => maskError(error, formatted, { logger, correlationId: randomUUID() }),
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: STOP_GRACE_MS }),
      ApolloServerPluginLandingPageDisabled(),
      { serverWillStart: () => Promise.resolve({ drainServer: async () => subscriptions.dispose() }) },
    ],
  });
  await apollo.start();
  return apollo;
}

function correlationIdIn(context: unknown): string | undefined {
  const hasId = typeof context === 'object' && context !== null && 'correlationId' in context;
  return hasId ? String(context.correlationId) : undefined;
}
