import { currentSettings } from '../settings/settings.js';
import type { Store } from '../storage/store.js';
import { DueQueue } from '../storage/due-queue.js';
import { WebhookSender } from './post-webhook.js';
import { retryDelayMs } from './retry-delay.js';
import { signatureHeader } from './signature.js';
import type { Delivery } from './webhook-endpoint.js';

/** Maximum concurrent deliveries. */
const MAX_IN_FLIGHT = 64;
/** Stripe gives up after three days (docs.stripe.com/webhooks#retries). */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;
/** Finished deliveries kept for the panel; older ones are deleted. */
const FINISHED_KEPT = 2_000;

/**
 * Sends queued deliveries to their endpoints until they answer 2xx. Order is not guaranteed, as at Stripe:
 * deliveries run concurrently. Pending ones are in the store, so a restart continues with them.
 */
export class WebhookDispatcher {
  private readonly sender = new WebhookSender();
  private readonly queue = new DueQueue<'delivery'>();
  private readonly inFlight = new Set<string>();
  private readonly finished: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly store: Store) {
    store.onCommit((changes) => {
      let added = false;
      for (const { kind, id } of changes) if (kind === 'delivery') added = this.enqueue(id) || added;
      // Nothing is sent that a crash could still undo.
      if (added) void store.durable().then(() => this.wake());
    });
  }

  /** Queues the stored deliveries, after a start or a reset. */
  start(): void {
    this.queue.clear();
    this.finished.length = 0;
    for (const { id } of this.store.table('delivery').oldestFirst()) {
      if (!this.enqueue(id)) this.finished.push(id);
    }
    this.wake();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.sender.close();
  }

  /** Sends everything due now and sets the timer for the next. */
  wake(): void {
    if (this.closed || currentSettings(this.store).outage !== null) return;
    clearTimeout(this.timer);
    const nowMs = this.store.clock.nowMs();
    for (let due = this.queue.peek(); due !== undefined && due.atMs <= nowMs; due = this.queue.peek()) {
      // The next finished delivery wakes the dispatcher again.
      if (this.inFlight.size >= MAX_IN_FLIGHT) return;
      this.queue.pop();
      const delivery = this.store.table('delivery').get(due.id);
      if (delivery?.state === 'pending' && delivery.dueMs <= nowMs && !this.inFlight.has(due.id))
        void this.attempt(delivery);
    }
    const next = this.queue.peek();
    if (next === undefined || this.store.clock.isFrozen()) return;
    this.timer = setTimeout(() => this.wake(), Math.min(60_000, Math.max(1, next.atMs - nowMs)));
  }

  private enqueue(id: string): boolean {
    const delivery = this.store.table('delivery').get(id);
    if (delivery?.state !== 'pending') return false;
    this.queue.push({ atMs: delivery.dueMs, kind: 'delivery', id });
    return true;
  }

  private async attempt(delivery: Delivery): Promise<void> {
    this.inFlight.add(delivery.id);
    const outcome = await this.send(delivery);
    this.inFlight.delete(delivery.id);
    const current = this.store.table('delivery').get(delivery.id);
    if (current === undefined || this.closed) return;
    const delivered = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    this.record(current, { ...outcome, delivered });
    this.wake();
  }

  private async send(delivery: Delivery): Promise<{ status: number | null; error: string | null }> {
    const event = this.store.table('event').get(delivery.event);
    const endpoint = this.store.table('webhook_endpoint').get(delivery.endpoint);
    const secret = this.store.table('webhook_secret').get(delivery.endpoint)?.secret;
    if (event === undefined || endpoint === undefined || secret === undefined) {
      return { status: 200, error: 'the endpoint was removed' };
    }
    const body = JSON.stringify(event);
    const signingSecret = delivery.forged ? `${secret}-forged` : secret;
    // Signed with real time: the receiver's SDK compares it with the real clock.
    const signature = signatureHeader(body, signingSecret, Math.floor(Date.now() / 1000));
    try {
      return { status: await this.sender.post(endpoint.url, body, signature), error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : String(error) };
    }
  }

  private record(
    delivery: Delivery,
    outcome: { status: number | null; error: string | null; delivered: boolean },
  ): void {
    const nowMs = this.store.clock.nowMs();
    const attempts = delivery.attempts + 1;
    const expired = nowMs - delivery.createdMs > GIVE_UP_AFTER_MS;
    const state = outcome.delivered ? 'delivered' : expired || delivery.forged ? 'given_up' : 'pending';
    this.store.transact((tx) => {
      tx.put('delivery', {
        ...delivery,
        attempts,
        state,
        dueMs: nowMs + retryDelayMs(attempts),
        lastStatus: outcome.status,
        lastError: outcome.error,
      });
      if (state === 'pending') return;
      this.finished.push(delivery.id);
      const oldest = this.finished.length > FINISHED_KEPT ? this.finished.shift() : undefined;
      if (oldest !== undefined) tx.delete('delivery', oldest);
    });
  }
}
