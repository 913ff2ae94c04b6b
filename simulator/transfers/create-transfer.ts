import { balanceInsufficient } from '../balance/insufficient.js';
import { moveBalance, onAccount } from '../balance/move-balance.js';
import type { Account } from '../accounts/account.js';
import type { Charge } from '../charges/charge.js';
import { emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { integer, oneOf, required, string, unsettable } from '../http/params.js';
import { invalidRequest, resourceMissing } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import { checkedCurrency } from '../payment-intents/currency.js';
import { destinationPayment } from './destination-payment.js';
import type { Transfer } from './transfer.js';

const transferParams = {
  amount: required(integer({ min: 1 })),
  currency: required(string(3)),
  description: unsettable(1000),
  destination: required(string()),
  metadata,
  source_transaction: string(),
  source_type: oneOf('card', 'bank_account', 'fpx'),
  transfer_group: string(),
};

/** POST /v1/transfers: moves money from the platform's balance to a connected account's immediately. */
export const createTransfer = operation({
  name: 'transfers.create',
  method: 'POST',
  path: '/v1/transfers',
  params: transferParams,
  run(call, params) {
    const currency = checkedCurrency(params.currency);
    const destination = transferDestination(call, params.destination);
    const source =
      params.source_transaction === undefined
        ? undefined
        : transferSource(call, { id: params.source_transaction, amount: params.amount, currency });
    if (source === undefined && params.amount > call.balances.available(call.account, currency)) {
      throw balanceInsufficient();
    }
    const id = call.ids.next('tr');
    const payment = call.ids.next('py');
    // Funds of a pending charge become available to the receiver when those of the charge do.
    const availableOn = source === undefined ? now(call) : source.availableOn;
    const movement = { amount: params.amount, currency, availableOn };
    const sent = moveBalance(call, { ...movement, type: 'transfer', amount: -params.amount, source: id });
    const receiver = onAccount(call, destination.id);
    const received = moveBalance(receiver, {
      ...movement,
      type: 'payment',
      source: payment,
      reportingCategory: 'charge',
    });
    const transfer: Transfer = {
      id,
      object: 'transfer',
      amount: params.amount,
      amount_reversed: 0,
      balance_transaction: sent.id,
      created: now(call),
      currency,
      description: params.description ?? null,
      destination: destination.id,
      destination_payment: payment,
      livemode: false,
      metadata: applyMetadata({}, params.metadata),
      reversals: {
        object: 'list',
        data: [],
        has_more: false,
        total_count: 0,
        url: `/v1/transfers/${id}/reversals`,
      },
      reversed: false,
      source_transaction: source?.charge.id ?? null,
      source_type: 'card',
      transfer_group: params.transfer_group ?? source?.charge.transfer_group ?? null,
    };
    call.tx.put('transfer', transfer, call.account);
    const paid = destinationPayment(transfer, { id: payment, balanceTransaction: received.id });
    receiver.tx.put('destination_payment', paid, destination.id);
    recordMovement(call, 'transfer', {
      object: id,
      account: destination.id,
      charge: transfer.source_transaction,
      amount: params.amount,
      currency,
      metadata: transfer.metadata,
    });
    emitEvent(call, 'transfer.created', transfer);
    return transfer;
  },
});

function transferDestination(call: Call, id: string): Account {
  const account = call.tx.get('account', id);
  if (account === undefined) throw resourceMissing('destination', id, 'destination');
  if (account.capabilities['transfers'] !== 'active') {
    throw invalidRequest(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, ' +
        'crypto_transfers, legacy_payments',
      { code: 'insufficient_capabilities_for_transfer', param: 'destination' },
    );
  }
  return account;
}

/** The source charge of a transfer; the sum of its transfers never exceeds it. */
function transferSource(
  call: Call,
  wanted: { id: string; amount: number; currency: string },
): { charge: Charge; availableOn: number } {
  const charge = findOwned(call, 'charge', { id: wanted.id, param: 'source_transaction' });
  if (charge.payment_method_details.card.multicapture.status === 'available') {
    throw invalidRequest('source_transaction is not supported for charges with multicapture.', {
      param: 'source_transaction',
    });
  }
  const transaction = call.tx.get('balance_transaction', charge.balance_transaction ?? '');
  if (!charge.captured || transaction === undefined) {
    throw invalidRequest(`The source charge ${charge.id} has not been captured.`, {
      param: 'source_transaction',
    });
  }
  if (charge.currency !== wanted.currency) {
    throw invalidRequest('The currency of source_transaction must match the currency of the transfer.', {
      param: 'currency',
    });
  }
  let used = 0;
  for (const transfer of call.tx.table('transfer').oldestFirst()) {
    if (transfer.source_transaction === charge.id) used += transfer.amount - transfer.amount_reversed;
  }
  if (used + wanted.amount > charge.amount_captured) {
    throw invalidRequest(
      `Transfers using this transaction as a source must not exceed the source amount of ${charge.amount_captured}. ` +
        `(There is already a transfer using this source, amounting to a total of ${used}.)`,
      { param: 'amount' },
    );
  }
  return { charge, availableOn: Math.max(transaction.available_on, now(call)) };
}
