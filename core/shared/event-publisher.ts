/** A committed event on its way out, as the outbox keeps it. */
export type PublishableEvent = Readonly<{
  /** Order of insertion; within one aggregate it rises with the sequence. */
  position: bigint;
  id: string;
  topic: string;
  aggregateType: string;
  aggregateId: string;
  /** 1, 2, 3 … within the aggregate, without a gap. */
  sequence: number;
  type: string;
  data: unknown;
  /** W3C trace context of the request that caused it, when there was one. */
  traceParent: string | null;
  occurredAt: Date;
}>;

/**
 * What is known of one event after an attempt to publish it.
 * `confirmed`: the broker's answer names it as written. `unconfirmed`: it may or may not be written; send it again.
 * `undeliverable`: the broker will never take this event, and sending it again changes nothing.
 */
export type PublishOutcome = Readonly<
  | { status: 'confirmed' }
  | { status: 'unconfirmed'; reason: string }
  | { status: 'undeliverable'; reason: string }
>;

/** The outcome of every event of the batch, by event id. */
export type PublishReport = ReadonlyMap<string, PublishOutcome>;

/** Tells the outside world what was committed. At least once; in order within one aggregate. */
export interface EventPublisher {
  /**
   * Sends a batch that is in order of position. An event is confirmed only when everything before it of the same
   * aggregate in this batch is confirmed too. Never rejects because the broker is away: every event is then unconfirmed.
   */
  publish(batch: readonly PublishableEvent[]): Promise<PublishReport>;
}

/** What still waits in the outbox. */
export type OutboxBacklog = Readonly<{
  /** Events not published yet, parked ones not counted. */
  unpublished: number;
  /** Events the broker refuses; later events of their aggregates wait behind them. */
  parked: number;
  /** Age of the oldest unpublished event in milliseconds; 0 when nothing waits. */
  oldestAgeMs: number;
}>;

/** The outbox rows of one relay shard, reachable only while the shard's fence is held. */
export interface FencedOutbox {
  /** Aborts when the fence is lost: from then on another relay may hold these rows. */
  readonly lost: AbortSignal;
  /** The oldest unpublished events in order of position; nothing of an aggregate that waits behind a parked event. */
  nextBatch(limit: number): Promise<readonly PublishableEvent[]>;
  markPublished(ids: readonly string[]): Promise<void>;
  /** Sets an event aside with the reason; later events of its aggregate wait until a person decides. */
  park(id: string, reason: string): Promise<void>;
  backlog(): Promise<OutboxBacklog>;
  /** Gives the fence up. Never rejects: a lost connection has given it up already. */
  release(): Promise<void>;
}

/** Hands out the outbox in slots, each to one relay at a time. */
export interface OutboxFence {
  /** The rows of these slots, or null when another relay holds one of them. */
  acquire(slots: readonly number[]): Promise<FencedOutbox | null>;
  /** Slots that some relay, here or elsewhere, holds now. */
  heldSlots(): Promise<ReadonlySet<number>>;
}

/** How many slots the outbox hashes aggregate ids into; the generated column `outbox_event.slot` has the same number. */
export const OUTBOX_SLOTS = 64;
