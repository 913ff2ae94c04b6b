import type { Cause } from '../shared/cause.js';
import type { OrderId } from '../shared/ids.js';

export const activityKinds = [
  'TRANSITION',
  'STEP_NEEDS_ATTENTION',
  'WEBHOOK_PARKED',
  'OPERATOR_ACTION',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** One thing that happened and that operations should know of. Written once, never changed. */
export type ActivityEntry = Readonly<{
  /** Rises over everything that happens; names the entry. */
  position: string;
  kind: ActivityKind;
  /** What moved, gave up, was parked or was repaired. */
  subjectId: string;
  /** Null where no order is known, as for a webhook event about an object that is not ours. */
  orderId: OrderId | null;
  orderNumber: string | null;
  /** Of a transition: which machine, from where to where. */
  machine: string | null;
  from: string | null;
  to: string | null;
  /** Of the others: how the last try ended, why it was parked, or the operator's own words. */
  reason: string | null;
  actor: Cause['actor'];
  actorId: string | null;
  cause: string | null;
  correlationId: string | null;
  occurredAt: Date;
}>;

/** The newest entry of a moment, and the youngest transaction that could still write one before it. */
export type ActivityMark = Readonly<{ position: string; transaction: string }>;

/**
 * Reads what happened, in the order of its positions. A position is taken before its transaction commits, so a lower one may
 * become visible after a higher one: nobody reads beyond a mark that is settled, and then nothing can come in between.
 */
export interface ActivityLog {
  mark(): Promise<ActivityMark>;
  /** Whether every transaction that ran when the mark was made has ended. */
  isSettled(mark: ActivityMark): Promise<boolean>;
  /** The last entries up to a position, oldest first. */
  last(request: { upTo: string; count: number }): Promise<readonly ActivityEntry[]>;
  /** The first entries after one position and up to another, oldest first. */
  between(request: { after: string; upTo: string; count: number }): Promise<readonly ActivityEntry[]>;
}
