import { createServer, type RequestListener, type Server } from 'node:http';

/** Load balancers reuse a connection for 60 s; one that we closed first would answer their next request with a reset. */
const KEEP_ALIVE_MS = 75_000;

/** The headers of one request; Node counts the idle time of the connection in, so it has to be longer. */
const HEADERS_MS = 80_000;

/** One whole request with its body: 2 MB take 20 s at 1 Mbit/s. A slower client would hold a connection for nothing. */
const REQUEST_MS = 60_000;

/** An HTTP server with the timeouts of a server behind a load balancer. */
export function createHttpServer(listener?: RequestListener): Server {
  const server = createServer(listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  return server;
}
