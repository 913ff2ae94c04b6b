import type { Cause } from '../shared/cause.js';
import type { OrderId } from '../shared/ids.js';

export const activityKinds = [
  'TRANSITION',
  'STEP_NEEDS_ATTENTION',
  'WEBHOOK_PARKED',
  'OPERATOR_ACTION',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** An event for operations. Written once, never changed. */
export type ActivityEntry = Readonly<{
  /** Increases over all entries; identifies the entry. */
  position: string;
  kind: ActivityKind;
  /** The object that moved, needs attention, was parked or was repaired. */
  subjectId: string;
  /** Null if no order is known, as for a webhook event about an unknown object. */
  orderId: OrderId | null;
  orderNumber: string | null;
  /** For a transition: the state machine and its states. */
  machine: string | null;
  from: string | null;
  to: string | null;
  /** Otherwise: the last error, why it was parked, or the operator's reason. */
  reason: string | null;
  actor: Cause['actor'];
  actorId: string | null;
  cause: string | null;
  correlationId: string | null;
  occurredAt: Date;
}>;

/** The newest entry at one moment, and the latest transaction that could still write an earlier one. */
export type ActivityMark = Readonly<{ position: string; transaction: string }>;

/**
 * Reads activity in the order of positions. A position is assigned before its transaction commits, so a lower one may
 * become visible after a higher one. Readers therefore stop at a settled mark, below which nothing can appear any more.
 */
export interface ActivityLog {
  mark(): Promise<ActivityMark>;
  /** Whether every transaction that was running when the mark was taken has ended. */
  isSettled(mark: ActivityMark): Promise<boolean>;
  /** The last entries up to a position, oldest first. */
  last(request: { upTo: string; count: number }): Promise<readonly ActivityEntry[]>;
  /** The first entries after one position and up to another, oldest first. */
  between(request: { after: string; upTo: string; count: number }): Promise<readonly ActivityEntry[]>;
}
