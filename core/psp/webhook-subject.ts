import type { WaitingWebhook } from './webhook-inbox.js';

/** An event that is about an object. */
export type ObjectWebhook<Known> = WaitingWebhook<Known> & Readonly<{ pspObjectId: string }>;

/** What processing one event came to. */
export type WebhookResult =
  | Readonly<{ outcome: 'RECORDED' | 'NOTHING_NEW' }>
  /** The object is none that our books know. It may be about to be recorded, so the event is tried again first. */
  | Readonly<{ outcome: 'UNKNOWN_OBJECT' }>
  /** The PSP did not say what is true. */
  | Readonly<{ outcome: 'UNDECIDED'; reason: string }>
  | Readonly<{ outcome: 'NOT_CALLED'; retryInMs: number }>
  /** The event is about other money than we asked for: nothing is recorded, and a person must look. */
  | Readonly<{ outcome: 'MISMATCH'; reason: string }>;

/** Events about one kind of object, declared beside the aggregate that the object belongs to. */
export type WebhookSubject<Known> = Readonly<{
  name: string;
  /** Types of events; one that ends in `.*` stands for all that begin so. */
  types: readonly string[];
  /** Whether our books are at least as far as the event; then the PSP is not asked. */
  isKnown: (event: ObjectWebhook<Known>) => boolean;
  /** Reads the object from the PSP and records what is true now. */
  process: (event: ObjectWebhook<Known>) => Promise<WebhookResult>;
}>;

/** Finds the subject of a type of event. Throws when two subjects claim the same types. */
export function subjectsByType<Known>(
  subjects: readonly WebhookSubject<Known>[],
): (type: string) => WebhookSubject<Known> | null {
  const claims = subjects.flatMap((subject) => subject.types.map((type) => ({ subject, type })));
  for (const [nth, { subject, type }] of claims.entries())
    for (const other of claims.slice(nth + 1))
      if (covers(type, other.type) || covers(other.type, type))
        throw new Error(`${type} of ${subject.name} and ${other.type} of ${other.subject.name} are the same`);
  return (type) => claims.find((claim) => covers(claim.type, type))?.subject ?? null;
}

function covers(pattern: string, type: string): boolean {
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
