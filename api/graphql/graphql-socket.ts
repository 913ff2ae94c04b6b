import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';

import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

import type { Application } from '../application.js';
import { createContext } from './create-context.js';
import { namedTokenLimit } from './limits/document-limits.js';
import { parseSocketOperation } from './limits/parse-socket-operation.js';
import { batchedReads } from './live/batched-reads.js';
import { subscribeAfresh } from './live/subscribe-afresh.js';
import { maskError } from './mask-error.js';
import type { ClientAddress } from '../http/client-address.js';
import type { GraphqlContext } from './context.js';
import { socketIdentity, type SocketIdentity } from './socket-identity.js';
import { createSocketSessions } from './socket-sessions.js';

/** Maximum size of one client message. */
const MAX_SOCKET_MESSAGE_BYTES = 100 * 1024;
/** Maximum concurrent operations per socket; each of our pages watches one order. */
const MAX_SOCKET_OPERATIONS = 20;
/** A socket that sends no connection_init within this time is closed. */
const CONNECTION_INIT_WAIT_MS = 3_000;

/** Close code for an invalid or expired credential; the client reconnects with a fresh one. */
const FORBIDDEN = 4403;

/** Payload of connection_init; `authorization` has the same format as the Authorization header. */
type ConnectionParams = { authorization?: unknown };

/** State that a socket keeps from its handshake. */
type SocketExtra = { identity?: SocketIdentity };

type SocketParts = Readonly<{
  schema: GraphQLSchema;
  application: Application;
  httpServer: Server;
  isProduction: boolean;
  clientAddress: ClientAddress;
}>;

/** Serves queries, mutations and subscriptions over a socket at /graphql, under the same limits as HTTP. */
export function openGraphqlSocket({
  schema,
  application,
  httpServer,
  isProduction,
  clientAddress,
}: SocketParts): {
  close: () => Promise<void>;
} {
  const { logger } = application;
  const sockets = new WebSocketServer({
    server: httpServer,
    path: '/graphql',
    maxPayload: MAX_SOCKET_MESSAGE_BYTES,
  });
  const socketSessions = createSocketSessions(application);
  const liveParts = withBatchedReads(application);
  const contextOf = ({ request, identity }: SocketExtra & { request: IncomingMessage }): GraphqlContext => {
    if (identity === undefined) throw new Error('operation before the handshake');
    const { actor, recheck } = identity;
    const asked = { refreshCookie: null, correlationId: randomUUID(), clientAddress: clientAddress(request) };
    const contextOfEvent = (): GraphqlContext =>
      createContext(liveParts, { ...asked, actor: actor(), live: { recheck, actor, contextOfEvent } });
    return contextOfEvent();
  };
  const publicErrorOf = (error: GraphQLError, correlationId: string): GraphQLFormattedError => {
    const reported = namedTokenLimit(maskError(error, error.toJSON(), { logger, correlationId }));
    return isProduction ? { ...reported, message: withoutSuggestion(reported.message) } : reported;
  };
  const subscriptions = useServer<ConnectionParams, SocketExtra>(
    {
      schema,
      connectionInitWaitTimeout: CONNECTION_INIT_WAIT_MS,
      // Returning false closes the socket with 4403.
      onConnect: async ({ connectionParams, extra }) => {
        const close = () => extra.socket.close(FORBIDDEN, 'Session ended');
        extra.identity = socketIdentity({ application, sessions: socketSessions }, close);
        if (extra.socket.readyState !== extra.socket.OPEN) extra.identity.end();
        return extra.identity.prove(connectionParams?.authorization);
      },
      // A ping with a newer credential extends the socket; its operations continue. The pong confirms the credential.
      onPing: async ({ extra }, payload) => {
        if (payload === undefined || !('authorization' in payload)) return;
        const isAccepted = (await extra.identity?.prove(payload['authorization'])) ?? false;
        if (!isAccepted) extra.socket.close(FORBIDDEN, 'Credential rejected');
      },
      onSubscribe: (context, _id, payload) =>
        Object.keys(context.subscriptions).length > MAX_SOCKET_OPERATIONS
          ? [tooManyOperations()]
          : parseSocketOperation({ schema, isProduction }, payload),
      context: ({ extra }) => contextOf(extra),
      subscribe: subscribeAfresh,
      onClose: ({ extra }) => extra.identity?.end(),
      onError: (...[, , , errors]) => errors.map((error) => publicErrorOf(error, randomUUID())),
      onNext: (...[, , , args, result]) => {
        if (result.errors === undefined) return undefined;
        const correlationId = correlationIdIn(args.contextValue);
        return {
          data: result.data ?? null,
          errors: result.errors.map((error) => publicErrorOf(error, correlationId)),
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

function withBatchedReads({ readers, ...others }: Application): Application {
  return { ...others, readers: { ...readers, orderReader: batchedReads(readers.orderReader) } };
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(`A socket can run at most ${MAX_SOCKET_OPERATIONS} operations at a time.`, {
    extensions: { code: 'TOO_MANY_OPERATIONS', limit: MAX_SOCKET_OPERATIONS },
  });
}

/** As Apollo does over HTTP: no schema names for clients that guess. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean .+\?$/, '');
}

function correlationIdIn(context: unknown): string {
  const hasId = typeof context === 'object' && context !== null && 'correlationId' in context;
  return hasId ? String(context.correlationId) : randomUUID();
}
