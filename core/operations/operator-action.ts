import type { AccountId, Id } from '../shared/ids.js';

export const operatorActionKinds = ['RETRY_STEP', 'REPLAY_WEBHOOK', 'RECHECK_PAYMENT'] as const;
export type OperatorActionKind = (typeof operatorActionKinds)[number];

/** What a person of operations did by hand, and why. Never changed or deleted. */
export type OperatorAction = Readonly<{
  id: Id<'act'>;
  accountId: AccountId;
  kind: OperatorActionKind;
  /** Id of the step, webhook event or payment. */
  target: string;
  /** In the person's own words. */
  reason: string;
}>;

export type KeptOperatorAction = OperatorAction & Readonly<{ madeAt: Date }>;
