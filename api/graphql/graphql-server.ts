import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import DataLoader from 'dataloader';
import type { GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { ApiServices } from '../services.js';
import { authenticate } from './authenticate.js';
import type { GraphqlContext } from './context.js';
import { maskError } from './mask-error.js';
import { createSocketSessions } from './socket-sessions.js';

/** The largest message that a client may send over a socket. */
const MAX_SOCKET_MESSAGE_BYTES = 100_000;

/** Idle connections are closed at once; a request that is under way gets this long, more than the PSP budget. */
const STOP_GRACE_MS = 4_000;

/** What a client says when it opens a socket; the same value as the Authorization header of a request. */
type ConnectionParams = { authorization?: unknown };

/** What a socket remembers of its handshake. */
type SocketExtra = { actor?: Actor; unwatch?: () => void };

/** A context with loaders of its own; one per request, and one per subscription. */
export function createContext(
  services: ApiServices,
  { actor, refreshCookie, correlationId }: Pick<GraphqlContext, 'actor' | 'refreshCookie' | 'correlationId'>,
): GraphqlContext {
  const sellers = new DataLoader(
    (ids: readonly Parameters<ApiServices['sellers']['findMany']>[0][number][]) =>
      services.sellers.findMany(ids),
  );
  return { services, actor, refreshCookie, correlationId, loaders: { sellers } };
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
  const socketSessions = createSocketSessions(services);
  const subscriptions = useServer<ConnectionParams, SocketExtra>(
    {
      schema,
      // False closes the socket with 4403: the client connects again with a fresh token.
      onConnect: async ({ connectionParams, extra }) => {
        const known = await authenticate(services.authenticator, connectionParams?.authorization).catch(
          () => null,
        );
        if (known === null) return false;
        extra.actor = known.actor;
        // The same code as a refused handshake, for the same reason.
        extra.unwatch = socketSessions.watch(known, () => extra.socket.close(4403, 'Session ended'));
        // The client may have left while it was being recognised; then nobody else says goodbye.
        if (extra.socket.readyState !== extra.socket.OPEN) extra.unwatch();
        return true;
      },
      context: ({ extra }) =>
        createContext(services, {
          actor: extra.actor ?? ANONYMOUS,
          refreshCookie: null,
          correlationId: randomUUID(),
        }),
      onClose: ({ extra }) => extra.unwatch?.(),
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
  const drainServer = async (): Promise<void> => {
    socketSessions.stop();
    await subscriptions.dispose();
  };
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    // The process ends everything in its own order; Apollo's handler would wait for itself.
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(error, formatted, { logger, correlationId: randomUUID() }),
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: STOP_GRACE_MS }),
      ApolloServerPluginLandingPageDisabled(),
      { serverWillStart: () => Promise.resolve({ drainServer }) },
    ],
  });
  await apollo.start();
  return apollo;
}

function correlationIdIn(context: unknown): string | undefined {
  const hasId = typeof context === 'object' && context !== null && 'correlationId' in context;
  return hasId ? String(context.correlationId) : undefined;
}
