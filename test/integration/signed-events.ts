import { createServer } from 'node:http';

import { atEndOfFile } from '../harness/cleanup.js';
import type { CheckoutServices } from '../harness/checkout-services.js';
import { waitFor } from '../harness/wait-for.js';

/** A webhook as received. */
export type SignedEvent = Readonly<{ id: string; label: string; rawBody: Buffer; signature: string }>;

export const WEBHOOK_SECRET = 'whsec_of_the_permutations';

/** Collects the simulator's webhooks, so that a test decides what is delivered, when and how often. */
export class SignedEvents {
  readonly #started: CheckoutServices;
  readonly #received = new Map<string, { rawBody: Buffer; signature: string }>();

  constructor(started: CheckoutServices) {
    this.#started = started;
  }

  async open(): Promise<this> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const rawBody = Buffer.concat(chunks);
        const { id } = JSON.parse(rawBody.toString()) as { id: string };
        this.#received.set(id, { rawBody, signature: String(request.headers['stripe-signature']) });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    atEndOfFile(async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await fetch(`${this.#started.simulator.url}/_sim/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}/`, secret: WEBHOOK_SECRET }),
    });
    return this;
  }

  /** All events of an intent and its charges in chronological order; `label` is the type and its number. */
  async about(pspIntentId: string): Promise<readonly SignedEvent[]> {
    const response = await fetch(`${this.#started.simulator.url}/v1/events?limit=100`, {
      headers: { authorization: 'Bearer sk_test_x' },
    });
    const { data } = (await response.json()) as {
      data: { id: string; type: string; data: { object: { id: string; payment_intent?: string } } }[];
    };
    const own = data.filter(({ data: { object } }) =>
      [object.id, object.payment_intent].includes(pspIntentId),
    );
    const counts = new Map<string, number>();
    const labelled = own.toReversed().map(({ id, type }) => {
      const nth = (counts.get(type) ?? 0) + 1;
      counts.set(type, nth);
      return { id, label: `${type}#${nth}` };
    });
    return waitFor(
      () => {
        const events = labelled.map((event) => ({ ...event, ...this.#received.get(event.id) }));
        const isComplete = events.every((event): event is SignedEvent => event.rawBody !== undefined);
        return isComplete ? (events as readonly SignedEvent[]) : null;
      },
      { what: 'the signed events', everyMs: 2 },
    );
  }
}
