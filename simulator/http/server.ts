import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ControlHandler } from '../control/control-handler.js';
import type { Answer } from './answer.js';
import type { ApiHandler } from './api-handler.js';
import { CORS_HEADERS, PREFLIGHT_HEADERS } from './cors.js';

/** Far above any Stripe request; a larger body is a mistake. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A hanging response is dropped after this time, in case the client waits forever. */
const HANG_LIMIT_MS = 120_000;

/** The simulator's HTTP server: `/v1/*` is Stripe's API, everything under `/_sim` controls the simulator. */
export function createHttpServer(api: ApiHandler, control: ControlHandler): Server {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => dispatch({ api, control }, { request, response, body }))
      .catch(() => response.destroy());
  });
  // Longer than the clients' keep-alive, so that they close first and never use a half-closed socket.
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  body: string;
}

async function dispatch(
  handlers: { api: ApiHandler; control: ControlHandler },
  exchange: Exchange,
): Promise<void> {
  const { request, response, body } = exchange;
  const method = request.method ?? 'GET';
  const { path, query } = splitUrl(request.url ?? '/');
  const baseUrl = `http://${request.headers.host ?? 'localhost'}`;
  if (path === '/' || path.startsWith('/_sim')) {
    await handlers.control.handle({
      method,
      path,
      query,
      body,
      baseUrl,
      response,
      authorization: request.headers.authorization,
    });
    return;
  }
  if (method === 'OPTIONS') {
    response.writeHead(200, PREFLIGHT_HEADERS).end();
    return;
  }
  const answer = await handlers.api.handle({
    method,
    path,
    form: method === 'POST' ? body : query,
    header: (name) => singleHeader(request.headers[name]),
    baseUrl,
  });
  send(response, answer);
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.ending === 'hang') {
    const timer = setTimeout(() => response.destroy(), HANG_LIMIT_MS);
    response.on('close', () => clearTimeout(timer));
    return;
  }
  if (answer.ending === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...CORS_HEADERS,
    ...answer.headers,
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
  });
  if (answer.ending === 'complete') {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.resetAndDestroy());
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) reject(new Error('body too large'));
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8')),
    );
    request.on('error', reject);
  });
}

function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
