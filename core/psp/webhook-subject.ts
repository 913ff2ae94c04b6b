import type { WaitingWebhook } from './webhook-inbox.js';

/** An event about an object. */
export type ObjectWebhook<Known> = WaitingWebhook<Known> & Readonly<{ pspObjectId: string }>;

/** The outcome of processing one event. */
export type WebhookResult =
  | Readonly<{ outcome: 'RECORDED' | 'NOTHING_NEW' }>
  /** We do not know the object. It may be about to be recorded, so the event is retried first. */
  | Readonly<{ outcome: 'UNKNOWN_OBJECT' }>
  /** The PSP did not report a current state. */
  | Readonly<{ outcome: 'UNDECIDED'; reason: string }>
  | Readonly<{ outcome: 'NOT_CALLED'; retryInMs: number }>
  /** The event is about an amount we did not ask for: nothing is recorded, and an operator must look into it. */
  | Readonly<{ outcome: 'MISMATCH'; reason: string }>;

/** Events about one kind of object, declared with the aggregate that owns the object. */
export type WebhookSubject<Known> = Readonly<{
  name: string;
  /** Event types; one that ends in `.*` matches by prefix. */
  types: readonly string[];
  /** Whether we have recorded at least as much as the event reports; then the PSP is not called. */
  isKnown: (event: ObjectWebhook<Known>) => boolean;
  /** Reads the object from the PSP and records its current state. */
  process: (event: ObjectWebhook<Known>) => Promise<WebhookResult>;
}>;

/** Finds the subject of an event type. Throws when two subjects claim the same type. */
export function subjectsByType<Known>(
  subjects: readonly WebhookSubject<Known>[],
): (type: string) => WebhookSubject<Known> | null {
  const claims = subjects.flatMap((subject) => subject.types.map((type) => ({ subject, type })));
  for (const [nth, { subject, type }] of claims.entries())
    for (const other of claims.slice(nth + 1))
      if (covers(type, other.type) || covers(other.type, type))
        throw new Error(`${type} of ${subject.name} overlaps ${other.type} of ${other.subject.name}`);
  return (type) => claims.find((claim) => covers(claim.type, type))?.subject ?? null;
}

function covers(pattern: string, type: string): boolean {
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
