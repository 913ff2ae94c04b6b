import { currentSettings } from '../settings/settings.js';
import type { Store } from '../storage/store.js';
import { DueQueue } from '../storage/due-queue.js';
import { WebhookSender } from './post-webhook.js';
import { retryDelayMs } from './retry-delay.js';
import { signatureHeader } from './signature.js';
import type { Delivery } from './webhook-endpoint.js';

/** Deliveries under way at once; more wait their turn. */
const MAX_UNDER_WAY = 64;
/** Stripe gives up after three days (docs.stripe.com/webhooks#retries). */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;
/** Finished deliveries kept for the panel; older ones are forgotten. */
const FINISHED_KEPT = 2_000;

/**
 * Carries queued deliveries to their endpoints until they answer 2xx. Order is not guaranteed, as at Stripe:
 * deliveries run side by side. What is pending lives in the store, so a restart goes on with it.
 */
export class WebhookDispatcher {
  private readonly sender = new WebhookSender();
  private readonly queue = new DueQueue<'delivery'>();
  private readonly underWay = new Set<string>();
  private readonly finished: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly store: Store) {
    store.onCommit((changes) => {
      let added = false;
      for (const { kind, id } of changes) if (kind === 'delivery') added = this.enqueue(id) || added;
      // Nothing is announced that a crash could still undo.
      if (added) void store.durable().then(() => this.wake());
    });
  }

  /** Takes up what was pending when the simulator stopped, or what is left after a reset. */
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

  /** Sends everything that is due now and sets the alarm for the next. */
  wake(): void {
    if (this.closed || currentSettings(this.store).outage !== null) return;
    clearTimeout(this.timer);
    const nowMs = this.store.clock.nowMs();
    for (let due = this.queue.peek(); due !== undefined && due.atMs <= nowMs; due = this.queue.peek()) {
      // Whoever finishes first wakes the dispatcher again.
      if (this.underWay.size >= MAX_UNDER_WAY) return;
      this.queue.pop();
      const delivery = this.store.table('delivery').get(due.id);
      if (delivery?.state === 'pending' && delivery.dueMs <= nowMs && !this.underWay.has(due.id))
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
    this.underWay.add(delivery.id);
    const outcome = await this.send(delivery);
    this.underWay.delete(delivery.id);
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
