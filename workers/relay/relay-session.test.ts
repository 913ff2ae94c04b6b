import { describe, expect, test } from 'vitest';

import type {
  EventPublisher,
  OutboxFence,
  PublishableEvent,
  PublishOutcome,
} from '../../core/shared/event-publisher.js';
import { type RelayProgress, runRelaySession } from './relay-session.js';

/** An in-memory outbox with an outbox fence that can be lost. */
class MemoryOutbox implements OutboxFence {
  readonly fenceLost = new AbortController();
  readonly published: string[] = [];
  readonly parked: string[] = [];
  readonly waiting: PublishableEvent[];
  isHeldElsewhere = false;
  isHeld = false;

  constructor(ids: readonly string[]) {
    const rest = { topic: 't', aggregateType: 'order', aggregateId: 'ord_1', type: 'OrderCreated', data: {} };
    this.waiting = ids.map((id, index) => ({
      ...{ ...rest, id, sequence: index + 1, position: BigInt(index) },
      ...{ traceParent: null, occurredAt: new Date(0) },
    }));
  }

  async acquire() {
    if (this.isHeldElsewhere) return null;
    this.isHeld = true;
    return {
      lost: this.fenceLost.signal,
      nextBatch: async (limit: number) => this.waiting.slice(0, limit),
      markPublished: async (ids: readonly string[]) => {
        this.published.push(...this.take(ids));
      },
      park: async (id: string) => {
        this.parked.push(...this.take([id]));
      },
      backlog: async () => ({ unpublished: this.waiting.length, parked: this.parked.length, oldestAgeMs: 0 }),
      release: async () => {
        this.isHeld = false;
      },
    };
  }

  async heldSlots() {
    return new Set<number>();
  }

  private take(ids: readonly string[]): string[] {
    const taken = this.waiting.filter(({ id }) => ids.includes(id));
    for (const event of taken) this.waiting.splice(this.waiting.indexOf(event), 1);
    return taken.map(({ id }) => id);
  }
}

/** A broker with the given answer per event, which records the batches it receives. */
function brokerWith(answer: (id: string, attempt: number) => PublishOutcome) {
  const sent: string[][] = [];
  const publisher: EventPublisher = {
    publish: async (batch) => {
      sent.push(batch.map(({ id }) => id));
      return new Map(batch.map(({ id }) => [id, answer(id, sent.length)]));
    },
  };
  return { sent, publisher };
}

const confirmed: PublishOutcome = { status: 'confirmed' };
const unconfirmed: PublishOutcome = { status: 'unconfirmed', reason: 'no broker' };
const ignore = () => undefined;
const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

type Given = { outbox: OutboxFence; publisher: EventPublisher; maxMs: number; signal?: AbortSignal };

function session({ outbox, publisher, maxMs, signal = new AbortController().signal }: Given) {
  const progress: RelayProgress[] = [];
  const onProgress = (one: RelayProgress) => void progress.push(one);
  return {
    progress,
    end: runRelaySession({ slots: [0], fence: outbox, publisher, logger, signal, maxMs, onProgress }),
  };
}

describe('a relay session', () => {
  test('does nothing if another relay owns the outbox fence', async () => {
    const outbox = new MemoryOutbox(['a']);
    outbox.isHeldElsewhere = true;
    const { sent, publisher } = brokerWith(() => confirmed);
    expect(await session({ outbox, publisher, maxMs: 50 }).end).toBe('held elsewhere');
    expect(sent).toEqual([]);
  });

  test('marks what is confirmed and sends the rest again, the oldest first', async () => {
    const outbox = new MemoryOutbox(['a', 'b', 'c']);
    const { sent, publisher } = brokerWith((id, attempt) =>
      id === 'b' || attempt > 1 ? confirmed : unconfirmed,
    );
    expect(await session({ outbox, publisher, maxMs: 50 }).end).toBe('done');
    expect(sent).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
    expect(outbox.published).toEqual(['b', 'a', 'c']);
    expect(outbox.isHeld).toBe(false);
  });

  test('parks undeliverable events and treats events without a report as unconfirmed', async () => {
    const outbox = new MemoryOutbox(['a', 'b']);
    const publisher: EventPublisher = {
      publish: async () => new Map([['a', { status: 'undeliverable', reason: 'too large' }]]),
    };
    await expect(session({ outbox, publisher, maxMs: 300 }).end).rejects.toThrow(
      'the publisher did not report on it',
    );
    expect(outbox.parked).toEqual(['a']);
    expect(outbox.waiting.map(({ id }) => id)).toEqual(['b']);
  });

  test('backs off and reports it during a broker outage, and fails if the session ends before the broker is back', async () => {
    const outbox = new MemoryOutbox(['a']);
    const { sent, publisher } = brokerWith(() => unconfirmed);
    const { progress, end } = session({ outbox, publisher, maxMs: 1_000 });
    await expect(end).rejects.toThrow('no broker');
    // 100–200 ms, then twice and four times that: at most five attempts per second.
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(5);
    expect(progress[0]).toEqual({
      ...{ state: 'backing off', published: 0, failures: 1, error: 'no broker' },
      ...{ unpublished: 1, parked: 0, oldestAgeMs: 0 },
    });
    expect(outbox.isHeld).toBe(false);
  });

  test('ends after the current pass when stopped', async () => {
    const outbox = new MemoryOutbox(['a']);
    const stopping = new AbortController();
    const { sent, publisher } = brokerWith(() => {
      stopping.abort();
      return confirmed;
    });
    expect(await session({ outbox, publisher, maxMs: 60_000, signal: stopping.signal }).end).toBe('done');
    expect(sent).toHaveLength(1);
    expect(outbox.published).toEqual(['a']);
  });

  test('sends nothing and fails once the outbox fence is lost', async () => {
    const outbox = new MemoryOutbox(['a']);
    const { sent, publisher } = brokerWith(() => {
      outbox.fenceLost.abort();
      return unconfirmed;
    });
    await expect(session({ outbox, publisher, maxMs: 60_000 }).end).rejects.toThrow(
      'with it the outbox fence',
    );
    expect(sent).toHaveLength(1);
  });
});
