import type { Page, PageRequest, PlacedPage } from '../shared/page.js';
import type { OrderId, PaymentId, PaymentIntentId, PspStepId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { StoredOperatorAction, OperatorAction } from './operator-action.js';

/** A step as shown to operations. */
export type StepView = Readonly<{
  id: PspStepId;
  kind: string;
  /** What the step is about. */
  subjectType: string;
  subjectId: string;
  state: 'DUE' | 'LEASED' | 'SUCCEEDED' | 'FAILED' | 'NEEDS_ATTENTION';
  /** Null if the subject is not an order. */
  orderId: OrderId | null;
  orderNumber: string | null;
  attempt: number;
  error: string | null;
  /** Null if the PSP was never called. */
  firstCalledAt: Date | null;
  firstCalledMsAgo: number | null;
  updatedAt: Date;
}>;

export const webhookStates = ['WAITING', 'PROCESSED', 'PARKED'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** A stored webhook event as shown to operations; its content stays in the inbox. */
export type WebhookView = Readonly<{
  id: string;
  type: string;
  pspObjectId: string | null;
  state: WebhookState;
  attempt: number;
  receivedAt: Date;
  parkedReason: string | null;
}>;

/** Reads and repairs for operations. Every repair is recorded in the statement that makes it. */
export interface Operations {
  /** Steps that need attention, the longest waiting first. */
  stuckSteps(page: PageRequest): Promise<Page<StepView>>;
  findStep(id: PspStepId): Promise<StepView | null>;
  /** In any order; only existing ones. */
  findSteps(ids: readonly PspStepId[]): Promise<readonly StepView[]>;
  /** Makes the stuck step due again; false, writing nothing, if it is no longer stuck. */
  retryStep(id: PspStepId, action: OperatorAction): Promise<boolean>;
  /** Newest first. */
  webhookEvents(filter: { state: WebhookState | null }, page: PageRequest): Promise<PlacedPage<WebhookView>>;
  findWebhook(id: string): Promise<WebhookView | null>;
  /** In any order; only existing ones. */
  findWebhooks(ids: readonly string[]): Promise<readonly WebhookView[]>;
  /** Makes a processed or parked event due again; false if it is still waiting. */
  replayWebhook(id: string, action: OperatorAction): Promise<boolean>;
  /** The order of a payment and its intents known to the PSP. */
  attemptsOf(
    paymentId: PaymentId,
  ): Promise<{ orderId: OrderId; intentIds: readonly PaymentIntentId[] } | null>;
  keep(tx: Tx, action: OperatorAction): Promise<void>;
  /** Newest first. */
  actions(page: PageRequest): Promise<Page<StoredOperatorAction>>;
}
