import type { PspMoney } from './psp-answer.js';

/** What an event says about itself: whose it is, and about how much money. It is compared before the event is believed. */
export type WebhookEnvelope = Readonly<{
  /** Null for events that were kept before this was. */
  livemode: boolean | null;
  /** The account that it happened in, when that is another one than the one whose endpoint was called. */
  account: string | null;
  /** Null when the object is not about an amount. */
  reported: PspMoney | null;
}>;

/** A signal of the PSP whose signature was verified, kept before it is answered. */
export type ReceivedWebhook = Readonly<{
  id: string;
  type: string;
  /** The PSP's id of the object that it is about; of an event about a charge, the intent of the charge. */
  pspObjectId: string | null;
  envelope: WebhookEnvelope;
  payload: unknown;
}>;

/** A kept signal that waits to be processed. */
export type WaitingWebhook<Known = unknown> = Readonly<{
  id: string;
  type: string;
  pspObjectId: string | null;
  attempt: number;
  envelope: WebhookEnvelope;
  /** What our books say now of the object that it is about; null when it is about none that is looked up beforehand. */
  known: Known | null;
}>;

/** Keeps every webhook event once, until it is processed or parked with a reason. */
export interface WebhookInbox<Known = unknown> {
  /** False when this event was already here; nothing changes then. */
  keep(event: ReceivedWebhook): Promise<boolean>;
  /** Events that wait and have no job, marked as dispatched now. */
  takeUndispatched(limit: number): Promise<readonly WaitingWebhook<Known>[]>;
  find(id: string): Promise<WaitingWebhook<Known> | null>;
  markProcessed(ids: readonly string[]): Promise<void>;
  /** Tries again after the delay; `counts` is false when this was no try. */
  postpone(id: string, retry: { inMs: number; counts: boolean }): Promise<void>;
  /** Gives up and keeps it for a person, with the reason. */
  park(id: string, reason: string): Promise<void>;
}
