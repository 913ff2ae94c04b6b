import type { PspMoney } from './psp-answer.js';

/** The mode, account and amount of an event, checked before the event is trusted. */
export type WebhookEnvelope = Readonly<{
  /** Null for events stored before this field existed. */
  livemode: boolean | null;
  /** The account it happened in, if not the one whose endpoint was called. */
  account: string | null;
  /** Null when the object has no amount. */
  reported: PspMoney | null;
}>;

/** A PSP event whose signature was verified; stored before it is acknowledged. */
export type ReceivedWebhook = Readonly<{
  id: string;
  type: string;
  /** The PSP's id of the object that it is about; for an event about a charge, the intent of the charge. */
  pspObjectId: string | null;
  envelope: WebhookEnvelope;
  payload: unknown;
}>;

/** A stored event that is waiting to be processed. */
export type WaitingWebhook<Known = unknown> = Readonly<{
  id: string;
  type: string;
  pspObjectId: string | null;
  attempt: number;
  envelope: WebhookEnvelope;
  /** What we have recorded about its object so far; null when the object is not looked up beforehand. */
  known: Known | null;
}>;

/** Stores every webhook event once, until it is processed or parked with a reason. */
export interface WebhookInbox<Known = unknown> {
  /** False when the event is already stored; then nothing changes. */
  keep(event: ReceivedWebhook): Promise<boolean>;
  /** Waiting events without a job, which are marked as dispatched. */
  takeUndispatched(limit: number): Promise<readonly WaitingWebhook<Known>[]>;
  find(id: string): Promise<WaitingWebhook<Known> | null>;
  markProcessed(ids: readonly string[]): Promise<void>;
  /** Retries after the delay; `counts` is false when the attempt does not count. */
  postpone(id: string, retry: { inMs: number; counts: boolean }): Promise<void>;
  /** Gives up and parks the event for an operator, with the reason. */
  park(id: string, reason: string): Promise<void>;
}
