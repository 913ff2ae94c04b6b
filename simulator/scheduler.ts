import type { Call } from './http/call.js';
import { closeDispute } from './disputes/close-dispute.js';
import { expireHold } from './payment-intents/expire-hold.js';
import { finishPayout } from './payouts/finish-payout.js';
import { finishRefund } from './refunds/finish-refund.js';
import type { Change } from './storage/log-line.js';
import type { Store } from './storage/store.js';
import type { StoredObjects } from './storage/stored-objects.js';
import { DueQueue } from './storage/due-queue.js';

/** The kinds of objects with timed changes. */
type TimedKind = 'balance_transaction' | 'charge' | 'dispute' | 'payout_outcome' | 'refund_outcome';

/** The longest single timer, below Node's limit; the scheduler then checks again. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** The due time (Unix seconds) of an object per kind, if any. */
const dueSeconds: { [K in TimedKind]: (object: StoredObjects[K]) => number | undefined } = {
  balance_transaction: (transaction) =>
    transaction.status === 'pending' ? transaction.available_on : undefined,
  charge: (charge) =>
    charge.paid && !charge.captured && !charge.refunded
      ? charge.payment_method_details.card.capture_before
      : undefined,
  dispute: (dispute) =>
    dispute.status.endsWith('needs_response') ? (dispute.evidence_details.due_by ?? undefined) : undefined,
  payout_outcome: (outcome) => outcome.at,
  refund_outcome: (outcome) => outcome.at,
};

/** The action of a due object per kind. */
const dueActions: { [K in TimedKind]: (call: Call, object: StoredObjects[K]) => void } = {
  balance_transaction(call, transaction) {
    call.tx.put('balance_transaction', { ...transaction, status: 'available' }, call.account);
  },
  charge: expireHold,
  // No evidence was sent: the dispute is lost; an inquiry just closes.
  dispute: (call, dispute) => void closeDispute(call, dispute, 'lost'),
  payout_outcome: finishPayout,
  refund_outcome: finishRefund,
};

const timedKinds = Object.keys(dueSeconds);

/**
 * Runs timed changes in simulator time: authorizations expire, funds become available, payouts arrive.
 * Due times are read from the objects themselves, so a restart needs no list of timers.
 */
export class Scheduler {
  private readonly queue = new DueQueue<TimedKind>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly store: Store,
    private readonly act: <R>(account: string | null, work: (call: Call) => R) => R,
  ) {
    store.onCommit((changes) => this.follow(changes));
  }

  /** Rebuilds the queue from all objects, after a start or a reset. */
  reload(): void {
    this.queue.clear();
    for (const kind of timedKinds) if (isTimed(kind)) this.enqueueAll(kind);
    this.arm();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Runs everything due by now, in order of due time. */
  runDue(): void {
    for (let due = this.queue.peek(); due !== undefined; due = this.queue.peek()) {
      if (due.atMs > this.store.clock.nowMs()) break;
      this.queue.pop();
      this.run(due.kind, due.id);
    }
    this.arm();
  }

  /** Advances the clock, stopping at every due time on the way, so that each action runs at its own time. */
  travelTo(targetMs: number): void {
    for (let due = this.queue.peek(); due !== undefined && due.atMs <= targetMs; due = this.queue.peek()) {
      this.queue.pop();
      this.store.clock.moveTo(due.atMs);
      this.run(due.kind, due.id);
    }
    this.store.clock.moveTo(targetMs);
    this.arm();
  }

  private run<K extends TimedKind>(kind: K, id: string): void {
    const object = this.store.table(kind).get(id);
    // The queue may have an outdated time of an object that has since changed; the object is authoritative.
    const at = object === undefined ? undefined : dueSeconds[kind](object);
    if (object === undefined || at === undefined || at * 1000 > this.store.clock.nowMs()) return;
    this.act(this.store.ownerOf(id) ?? null, (call) => dueActions[kind](call, object));
  }

  private follow(changes: readonly Change[]): void {
    let added = false;
    for (const { kind, id } of changes) {
      if (!isTimed(kind)) continue;
      this.enqueue(kind, id);
      added = true;
    }
    if (added) this.arm();
  }

  private enqueueAll(kind: TimedKind): void {
    for (const { id } of this.store.table(kind).oldestFirst()) this.enqueue(kind, id);
  }

  private enqueue<K extends TimedKind>(kind: K, id: string): void {
    const object = this.store.table(kind).get(id);
    const at = object === undefined ? undefined : dueSeconds[kind](object);
    if (at !== undefined) this.queue.push({ atMs: at * 1000, kind, id });
  }

  private arm(): void {
    clearTimeout(this.timer);
    const next = this.queue.peek();
    if (this.closed || next === undefined || this.store.clock.isFrozen()) return;
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(1, next.atMs - this.store.clock.nowMs()));
    this.timer = setTimeout(() => this.runDue(), wait);
  }
}

function isTimed(kind: string): kind is TimedKind {
  return Object.hasOwn(dueSeconds, kind);
}
