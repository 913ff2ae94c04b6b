/** A committed event, as stored in the outbox. */
export type PublishableEvent = Readonly<{
  /** Order of insertion; within an aggregate it increases with the sequence. */
  position: bigint;
  id: string;
  topic: string;
  aggregateType: string;
  aggregateId: string;
  /** 1, 2, 3 … within the aggregate, without gaps. */
  sequence: number;
  type: string;
  data: unknown;
  /** W3C trace context of the request that caused it, if any. */
  traceParent: string | null;
  occurredAt: Date;
}>;

/**
 * Outcome of publishing one event. `confirmed`: the broker acknowledged it as written. `unconfirmed`: it may or may not
 * be written; send it again. `undeliverable`: the broker will never accept it, so sending it again is pointless.
 */
export type PublishOutcome = Readonly<
  | { status: 'confirmed' }
  | { status: 'unconfirmed'; reason: string }
  | { status: 'undeliverable'; reason: string }
>;

/** The outcome of every event of the batch, by event id. */
export type PublishReport = ReadonlyMap<string, PublishOutcome>;

/** Publishes committed events: at least once, in order within an aggregate. */
export interface EventPublisher {
  /**
   * Sends a batch in order of position. An event is confirmed only if all earlier events of its aggregate in the batch
   * are. Does not reject if the broker is unavailable: every event is then unconfirmed.
   */
  publish(batch: readonly PublishableEvent[]): Promise<PublishReport>;
}

/** Unpublished events in the outbox. */
export type OutboxBacklog = Readonly<{
  /** Unpublished events, not counting parked ones. */
  unpublished: number;
  /** Events that the broker rejected; later events of their aggregates wait behind them. */
  parked: number;
  /** Age of the oldest unpublished event in milliseconds; 0 if there is none. */
  oldestAgeMs: number;
}>;

/** The outbox rows of one relay shard, accessible only while its outbox fence is held. */
export interface FencedOutbox {
  /** Aborts when the fence is lost: from then on another relay may own these rows. */
  readonly lost: AbortSignal;
  /** The oldest unpublished events in order of position, without those behind a parked event of their aggregate. */
  nextBatch(limit: number): Promise<readonly PublishableEvent[]>;
  markPublished(ids: readonly string[]): Promise<void>;
  /** Parks an event with a reason; later events of its aggregate wait until an operator resolves it. */
  park(id: string, reason: string): Promise<void>;
  backlog(): Promise<OutboxBacklog>;
  /** Releases the fence. Never rejects: a lost connection has already released it. */
  release(): Promise<void>;
}

/** Assigns outbox slots exclusively, each to one relay at a time. */
export interface OutboxFence {
  /** The rows of these slots, or null if another relay owns one of them. */
  acquire(slots: readonly number[]): Promise<FencedOutbox | null>;
  /** Slots currently owned by any relay in any process. */
  heldSlots(): Promise<ReadonlySet<number>>;
}

/**
 * Number of slots that aggregate ids are hashed into; the generated column `outbox_event.slot` uses the same number.
 */
export const OUTBOX_SLOTS = 64;
