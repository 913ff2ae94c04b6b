import Stripe from 'stripe';

import { verifyWebhook } from '../../adapters/stripe/stripe-webhook.js';
import type { PspMovement } from '../../core/verification/ports.js';
import type { ReceivedWebhook } from '../../core/psp/webhook-inbox.js';
import { parseFaultInput } from '../../simulator/control/fault-routes.js';
import type { StripeEvent } from '../../simulator/events/event.js';
import type { API_FAULT_KINDS } from '../../simulator/faults/fault.js';
import { StripeError } from '../../simulator/http/stripe-error.js';
import type { JournalEntry } from '../../simulator/journal/journal-entry.js';
import { Simulator } from '../../simulator/simulator.js';
import {
  finishAuthentication,
  type AuthenticationResult,
} from '../../simulator/three-d-secure/finish-authentication.js';

const WEBHOOK_SECRET = 'whsec_model';

/** A fault armed for the next matching PSP call. */
export type CallFault = Readonly<{
  operation: string;
  kind: (typeof API_FAULT_KINDS)[number];
  status?: number;
  code?: string;
}>;

/** A test card token as in Stripe's documentation. */
export type CardToken = `pm_card_${string}`;

/**
 * The simulator in this process behind Stripe's own client, without a socket. Responses that never arrive or break off
 * fail at once, as they would after the client's timeout. Webhooks are not sent: they wait in `events`, to be delivered
 * late, twice, out of order or never.
 */
export class ModelPsp {
  readonly #simulator = new Simulator({ seed: 'model' });
  /** Events since the start of the run, as the PSP would send them. */
  readonly events: StripeEvent[] = [];
  /** The movements of money since the start of the run. */
  readonly journal: JournalEntry[] = [];
  readonly stripe: Stripe;

  constructor() {
    this.stripe = new Stripe('sk_test_model', {
      maxNetworkRetries: 0,
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) =>
        this.#answer(new Request(input, init)),
      ),
    });
    this.#simulator.store.onCommit((changes) => {
      for (const { kind, object } of changes) {
        if (kind === 'event') this.events.push(object as StripeEvent);
        if (kind === 'journal_entry') this.journal.push(object as JournalEntry);
      }
    });
  }

  /** Resets the simulator and sets its clock. */
  restart(aheadMs: number): void {
    this.#simulator.reset();
    this.events.length = 0;
    this.journal.length = 0;
    this.travel(aheadMs);
  }

  /** Runs whatever is due at the PSP up to then, each at its own time. */
  travel(aheadMs: number): void {
    this.#simulator.travelTo(Date.now() + aheadMs);
  }

  /** Arms a fault for the next call of the operation. */
  arm({ operation, kind, ...rest }: CallFault): void {
    const fault = parseFaultInput(this.#simulator.nextFaultId(), { operation, kind, times: 1, ...rest });
    this.#simulator.store.transact((tx) => tx.put('fault', fault));
  }

  disarm(): void {
    const { store } = this.#simulator;
    const ids = [...store.table('fault').oldestFirst()].map(({ id }) => id);
    store.transact((tx) => ids.forEach((id) => tx.delete('fault', id)));
  }

  /** The journal in the form the guarantee check reads. */
  movements(): readonly PspMovement[] {
    return this.journal.flatMap(({ type, intent, amount, idempotency_key: key, metadata }): PspMovement[] => {
      if (intent === null || (type !== 'authorize' && type !== 'capture')) return [];
      const intentId = metadata['payment_intent_id'] ?? null;
      return [{ kind: type, pspIntentId: intent, amountMinor: BigInt(amount), key, intentId }];
    });
  }

  /** The event after our own signature verification. */
  delivered(event: StripeEvent): ReceivedWebhook {
    const payload = JSON.stringify(event);
    const signature = this.stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    const rawBody = Buffer.from(payload);
    const webhook = verifyWebhook(this.stripe, { rawBody, signature, secrets: [WEBHOOK_SECRET] });
    if (webhook === null) throw new Error(`${event.id} was rejected`);
    return webhook;
  }

  /** The token that the browser gets from the PSP for card data. */
  async confirmationToken(card: CardToken): Promise<string> {
    const made = await this.stripe.testHelpers.confirmationTokens.create({ payment_method: card });
    return made.id;
  }

  /** The shopper completes or fails 3-D Secure. */
  authenticate(pspIntentId: string, result: AuthenticationResult): void {
    const intent = this.#simulator.store.table('payment_intent').get(pspIntentId);
    if (intent === undefined) return;
    try {
      this.#simulator.act(null, (call) => finishAuthentication(call, intent, result));
    } catch (error) {
      // The shopper is authenticated, but the bank declines.
      if (!(error instanceof StripeError)) throw error;
    }
  }

  /** Intents whose authorization is still open. */
  openAuthorizations(): readonly string[] {
    const intents = [...this.#simulator.store.table('payment_intent').oldestFirst()];
    return intents.filter(({ status }) => status === 'requires_capture').map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.#simulator.close();
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const answer = await this.#simulator.api.handle({
      method: request.method,
      path: url.pathname,
      form: request.method === 'POST' ? await request.text() : url.search.slice(1),
      header: (name) => request.headers.get(name) ?? undefined,
      baseUrl: 'http://simulator',
    });
    if (answer.ending !== 'complete') throw new Error(`the connection ended: ${answer.ending}`);
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  }
}
