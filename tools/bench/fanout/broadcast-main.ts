import { createServer } from 'node:http';

import { WebSocketServer } from 'ws';

/** Answers every text that anybody sends by sending it to everybody else, as it is: what a broadcast costs at least. */
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
