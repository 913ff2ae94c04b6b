import { Agent, request } from 'node:http';

/** A response and its duration. */
export type Answer = Readonly<{ status: number; body: string; elapsedMs: number }>;

/** Posts over keep-alive connections with little overhead, because the load generator shares the CPUs with the system. */
export class HttpClient {
  readonly #agent: Agent;

  constructor(connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: 'POST',
          agent: this.#agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const elapsedMs = performance.now() - startedAt;
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString('utf8'),
              elapsedMs,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
