import type { Account, BankAccountSecret } from '../accounts/account.js';
import type { BalanceTransaction } from '../balance/balance-transaction.js';
import type { Customer, DeletedCustomer } from '../customers/customer.js';
import type { Dispute } from '../disputes/dispute.js';
import type { Payout, PayoutOutcome } from '../payouts/payout.js';
import type { Refund, RefundOutcome } from '../refunds/refund.js';
import type { Settings } from '../settings/settings.js';
import type { SetupIntent } from '../setup-intents/setup-intent.js';
import type { DestinationPayment, Transfer, TransferReversal } from '../transfers/transfer.js';
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

/** Every kind of stored object; the kind is its name in the log file. */
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
  account: Account;
  bank_account_secret: BankAccountSecret;
  balance_transaction: BalanceTransaction;
  customer: Customer;
  deleted_customer: DeletedCustomer;
  destination_payment: DestinationPayment;
  transfer: Transfer;
  transfer_reversal: TransferReversal;
  dispute: Dispute;
  payout: Payout;
  payout_outcome: PayoutOutcome;
  refund: Refund;
  refund_outcome: RefundOutcome;
  setup_intent: SetupIntent;
  settings: Settings;
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
    account: new Table(),
    bank_account_secret: new Table(),
    balance_transaction: new Table(),
    customer: new Table(),
    deleted_customer: new Table(),
    destination_payment: new Table(),
    transfer: new Table(),
    transfer_reversal: new Table(),
    dispute: new Table(),
    payout: new Table(),
    payout_outcome: new Table(),
    refund: new Table(),
    refund_outcome: new Table(),
    setup_intent: new Table(),
    settings: new Table(),
  };
}
