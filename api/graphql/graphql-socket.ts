import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { ApiServices } from '../services.js';
import { authenticate } from './authenticate.js';
import { createContext } from './create-context.js';
import { namedTokenLimit } from './limits/document-limits.js';
import { parseSocketOperation } from './limits/parse-socket-operation.js';
import { maskError } from './mask-error.js';
import type { ClientAddress } from '../http/client-address.js';
import { createSocketSessions } from './socket-sessions.js';

/** The largest message that a client may send over a socket. */
const MAX_SOCKET_MESSAGE_BYTES = 100 * 1024;
/** Operations under way on one socket; a page of ours watches one order. */
const MAX_SOCKET_OPERATIONS = 20;
/** A socket that does not say within this time who it is gets closed. */
const CONNECTION_INIT_WAIT_MS = 3_000;

/** What a client says when it opens a socket; the same value as the Authorization header of a request. */
type ConnectionParams = { authorization?: unknown };

/** What a socket remembers of its handshake. */
type SocketExtra = { actor?: Actor; unwatch?: () => void };

type SocketParts = Readonly<{
  schema: GraphQLSchema;
  services: ApiServices;
  httpServer: Server;
  isProduction: boolean;
  clientAddress: ClientAddress;
}>;

/** Queries, mutations and subscriptions over a socket at /graphql, under the same limits as over HTTP. */
export function openGraphqlSocket({
  schema,
  services,
  httpServer,
  isProduction,
  clientAddress,
}: SocketParts): {
  close: () => Promise<void>;
} {
  const { logger } = services;
  const sockets = new WebSocketServer({
    server: httpServer,
    path: '/graphql',
    maxPayload: MAX_SOCKET_MESSAGE_BYTES,
  });
  const socketSessions = createSocketSessions(services);
  const toldOf = (error: GraphQLError, correlationId: string): GraphQLFormattedError => {
    const told = namedTokenLimit(maskError(error, error.toJSON(), { logger, correlationId }));
    return isProduction ? { ...told, message: withoutSuggestion(told.message) } : told;
  };
  const subscriptions = useServer<ConnectionParams, SocketExtra>(
    {
      schema,
      connectionInitWaitTimeout: CONNECTION_INIT_WAIT_MS,
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
      onSubscribe: (context, _id, payload) =>
        Object.keys(context.subscriptions).length > MAX_SOCKET_OPERATIONS
          ? [tooManyOperations()]
          : parseSocketOperation({ schema, isProduction }, payload),
      context: ({ extra }) =>
        createContext(services, {
          actor: extra.actor ?? ANONYMOUS,
          refreshCookie: null,
          correlationId: randomUUID(),
          clientAddress: clientAddress(extra.request),
        }),
      onClose: ({ extra }) => extra.unwatch?.(),
      onError: (...[, , , errors]) => errors.map((error) => toldOf(error, randomUUID())),
      onNext: (...[, , , args, result]) => {
        if (result.errors === undefined) return undefined;
        const correlationId = correlationIdIn(args.contextValue);
        return {
          data: result.data ?? null,
          errors: result.errors.map((error) => toldOf(error, correlationId)),
        };
      },
    },
    sockets,
  );
  return {
    async close() {
      socketSessions.stop();
      await subscriptions.dispose();
    },
  };
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(`A socket carries ${MAX_SOCKET_OPERATIONS} operations at a time.`, {
    extensions: { code: 'TOO_MANY_OPERATIONS', limit: MAX_SOCKET_OPERATIONS },
  });
}

/** As Apollo does over HTTP: names of the schema are not given to who guesses. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean .+\?$/, '');
}

function correlationIdIn(context: unknown): string {
  const hasId = typeof context === 'object' && context !== null && 'correlationId' in context;
  return hasId ? String(context.correlationId) : randomUUID();
}
