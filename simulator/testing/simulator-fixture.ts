import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { Fault } from '../faults/fault.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { startSimulator, type RunningSimulator, type StartOptions } from '../start-simulator.js';

/** The official SDK, connected to a simulator; retries are off, so that a test sees each answer. */
export function stripeFor(running: { port: number }, settings: Stripe.StripeConfig = {}): Stripe {
  return new Stripe('sk_test_simulator', {
    host: '127.0.0.1',
    port: running.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    timeout: 5_000,
    telemetry: false,
    ...settings,
  });
}

/** Starts a simulator on a free port. */
export function startTestSimulator(options: Partial<StartOptions> = {}): Promise<RunningSimulator> {
  return startSimulator({ port: 0, host: '127.0.0.1', seed: 'test', ...options });
}

/** Calls the control API with JSON. */
export async function control<T = unknown>(
  running: { url: string },
  path: string,
  request: { method?: string; body?: unknown } = {},
): Promise<T> {
  const { body, method = body === undefined ? 'GET' : 'POST' } = request;
  const response = await fetch(`${running.url}/_sim/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

/** The journal, filtered by a query such as `type=capture`. */
export async function journal(running: { url: string }, query = ''): Promise<JournalEntry[]> {
  const { entries } = await control<{ entries: JournalEntry[] }>(running, `journal?limit=1000&${query}`);
  return entries;
}

/** Adds a fault. */
export function addFault(running: { url: string }, fault: object): Promise<Fault> {
  return control<Fault>(running, 'faults', { body: fault });
}

/** Removes all faults. */
export function clearFaults(running: { url: string }): Promise<unknown> {
  return control(running, 'faults', { method: 'DELETE' });
}

/** Waits for a condition; fails after `limitMs`. */
export async function until<T>(
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 4_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error('the condition was not met in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One webhook as received by its endpoint. */
export interface ReceivedWebhook {
  body: string;
  signature: string;
  event: Stripe.Event;
}

/** An endpoint that records the webhooks it receives and answers with `status`. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  status = 200;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const signature = String(request.headers['stripe-signature']);
        this.received.push({ body, signature, event: JSON.parse(body) as Stripe.Event });
        response.writeHead(this.status).end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks`;
  }

  types(): string[] {
    return this.received.map((webhook) => webhook.event.type);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
