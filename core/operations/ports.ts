import type { Page, PageRequest, PlacedPage } from '../shared/page.js';
import type { OrderId, PaymentId, PaymentIntentId, PspStepId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { StoredOperatorAction, OperatorAction } from './operator-action.js';

/** A step as operations see it. */
export type StepView = Readonly<{
  id: PspStepId;
  kind: string;
  /** Whose step it is. */
  subjectType: string;
  subjectId: string;
  state: 'DUE' | 'LEASED' | 'SUCCEEDED' | 'FAILED' | 'NEEDS_ATTENTION';
  /** Null where the subject is no order. */
  orderId: OrderId | null;
  orderNumber: string | null;
  attempt: number;
  error: string | null;
  /** Null when the PSP was never called. */
  firstCalledAt: Date | null;
  firstCalledMsAgo: number | null;
  updatedAt: Date;
}>;

export const webhookStates = ['WAITING', 'PROCESSED', 'PARKED'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** A kept webhook event as operations see it; its content stays in the inbox. */
export type WebhookView = Readonly<{
  id: string;
  type: string;
  pspObjectId: string | null;
  state: WebhookState;
  attempt: number;
  receivedAt: Date;
  parkedReason: string | null;
}>;

/** What operations look at and repair. Every repair is kept in the statement that makes it. */
export interface Operations {
  /** Steps that wait for a person, the longest waiting first. */
  stuckSteps(page: PageRequest): Promise<Page<StepView>>;
  findStep(id: PspStepId): Promise<StepView | null>;
  /** In any order; those that exist. */
  findSteps(ids: readonly PspStepId[]): Promise<readonly StepView[]>;
  /** Makes the stuck step due again; false when it is no longer stuck, and then nothing is written. */
  retryStep(id: PspStepId, action: OperatorAction): Promise<boolean>;
  /** Newest first. */
  webhookEvents(filter: { state: WebhookState | null }, page: PageRequest): Promise<PlacedPage<WebhookView>>;
  findWebhook(id: string): Promise<WebhookView | null>;
  /** In any order; those that exist. */
  findWebhooks(ids: readonly string[]): Promise<readonly WebhookView[]>;
  /** Makes the event due again, processed or parked; false when it is waiting anyway. */
  replayWebhook(id: string, action: OperatorAction): Promise<boolean>;
  /** The order of a payment and its attempts that the PSP knows. */
  attemptsOf(
    paymentId: PaymentId,
  ): Promise<{ orderId: OrderId; intentIds: readonly PaymentIntentId[] } | null>;
  keep(tx: Tx, action: OperatorAction): Promise<void>;
  /** Newest first. */
  actions(page: PageRequest): Promise<Page<StoredOperatorAction>>;
}
