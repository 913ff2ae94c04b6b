import { createServer } from 'node:http';

import { WebSocketServer } from 'ws';

/** Forwards every message unchanged to all other clients: the minimum cost of a broadcast. */
const httpServer = createServer((_request, response) => response.end('ready'));
const sockets = new WebSocketServer({ server: httpServer });
sockets.on('connection', (sender) => {
  sender.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    for (const receiver of sockets.clients) if (receiver !== sender) receiver.send(text);
  });
});
httpServer.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
