import type { CaptureCount, Charge } from '../charges/charge.js';
import type { ConfirmationToken, TokenSecret } from '../confirmation-tokens/confirmation-token.js';
import type { StripeEvent } from '../events/event.js';
import type { Fault } from '../faults/fault.js';
import type { IdempotentAnswer } from '../idempotency/idempotent-answer.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { PaymentIntent } from '../payment-intents/payment-intent.js';
import type { CardOnFile, PaymentMethod } from '../payment-methods/payment-method.js';
import type { Delivery, WebhookEndpoint, WebhookSecret } from '../webhooks/webhook-endpoint.js';
import { Table } from './table.js';

/** Every kind of thing the simulator remembers; the kind is its name in the log file. */
export interface StoredObjects {
  payment_intent: PaymentIntent;
  charge: Charge;
  capture_count: CaptureCount;
  payment_method: PaymentMethod;
  card_on_file: CardOnFile;
  confirmation_token: ConfirmationToken;
  token_secret: TokenSecret;
  event: StripeEvent;
  webhook_endpoint: WebhookEndpoint;
  webhook_secret: WebhookSecret;
  delivery: Delivery;
  idempotent_answer: IdempotentAnswer;
  journal_entry: JournalEntry;
  fault: Fault;
}

export type Kind = keyof StoredObjects;

export type Tables = { [K in Kind]: Table<StoredObjects[K]> };

export function createTables(): Tables {
  return {
    payment_intent: new Table(),
    charge: new Table(),
    capture_count: new Table(),
    payment_method: new Table(),
    card_on_file: new Table(),
    confirmation_token: new Table(),
    token_secret: new Table(),
    event: new Table(),
    webhook_endpoint: new Table(),
    webhook_secret: new Table(),
    delivery: new Table(),
    idempotent_answer: new Table(),
    journal_entry: new Table(),
    fault: new Table(),
  };
}
