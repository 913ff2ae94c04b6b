import { balanceInsufficient } from '../balance/insufficient.js';
import { moveBalance, onAccount } from '../balance/move-balance.js';
import { emitChange } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { integer, unsettable } from '../http/params.js';
import { invalidRequest } from '../http/stripe-error.js';
import { notImitated } from '../http/not-imitated.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Transfer, TransferReversal } from './transfer.js';

/** Reversals included in a transfer; the list has the others. */
const SHOWN_REVERSALS = 10;

/** POST /v1/transfers/:id/reversals: returns money from the connected account. */
export const createReversal = operation({
  name: 'transfers.createReversal',
  method: 'POST',
  path: '/v1/transfers/:id/reversals',
  params: {
    amount: integer({ min: 1 }),
    description: unsettable(1000),
    metadata,
    refund_application_fee: notImitated(),
  },
  run(call, params, path) {
    const transfer = findOwned(call, 'transfer', { id: path.id });
    const left = transfer.amount - transfer.amount_reversed;
    const amount = params.amount ?? left;
    checkReversal(call, transfer, { amount, left });
    const receiver = onAccount(call, transfer.destination);
    const id = call.ids.next('trr');
    const refund = call.ids.next('pyr');
    const back = moveBalance(call, {
      type: 'transfer_refund',
      amount,
      currency: transfer.currency,
      source: id,
    });
    moveBalance(receiver, {
      type: 'payment_refund',
      amount: -amount,
      currency: transfer.currency,
      source: refund,
      reportingCategory: 'refund',
    });
    const reversal: TransferReversal = {
      id,
      object: 'transfer_reversal',
      amount,
      balance_transaction: back.id,
      created: now(call),
      currency: transfer.currency,
      destination_payment_refund: refund,
      metadata: applyMetadata({}, params.metadata),
      source_refund: null,
      transfer: transfer.id,
    };
    const after = withReversal(transfer, reversal);
    call.tx.put('transfer_reversal', reversal, call.account);
    call.tx.put('transfer', after, call.account);
    reduceDestinationPayment(call, transfer, amount);
    recordMovement(call, 'transfer_reversal', {
      object: id,
      account: transfer.destination,
      charge: transfer.source_transaction,
      amount,
      currency: transfer.currency,
      metadata: reversal.metadata,
    });
    emitChange(call, 'transfer.reversed', {
      object: after,
      previous: { amount_reversed: transfer.amount_reversed },
    });
    return reversal;
  },
});

/** GET /v1/transfers/:id/reversals */
export const listReversals = operation({
  name: 'transfers.listReversals',
  method: 'GET',
  path: '/v1/transfers/:id/reversals',
  params: listParams,
  run(call, params, path) {
    const transfer = findOwned(call, 'transfer', { id: path.id });
    return listObjects(call, {
      kind: 'transfer_reversal',
      params,
      url: `/v1/transfers/${transfer.id}/reversals`,
      keep: (reversal) => reversal.transfer === transfer.id,
    });
  },
});

/** GET /v1/transfers/:id/reversals/:child */
export const retrieveReversal = operation({
  name: 'transfers.retrieveReversal',
  method: 'GET',
  path: '/v1/transfers/:id/reversals/:child',
  params: {},
  run: (call, _params, path) =>
    findOwned(call, 'transfer_reversal', { id: path.child, what: 'transfer reversal' }),
});

function checkReversal(call: Call, transfer: Transfer, wanted: { amount: number; left: number }): void {
  if (wanted.left === 0) {
    throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`, {
      code: 'transfer_already_reversed',
    });
  }
  if (wanted.amount > wanted.left) {
    throw invalidRequest(
      `Transfer reversal amount (${wanted.amount}) is greater than unreversed amount (${wanted.left}).`,
      {
        param: 'amount',
      },
    );
  }
  // Without connected reserves the account's balance must cover the reversal
  // (docs.stripe.com/connect/separate-charges-and-transfers).
  const available = call.balances.available(transfer.destination, transfer.currency);
  if (!call.settings.connectedReserves && wanted.amount > available) throw balanceInsufficient();
}

function withReversal(transfer: Transfer, reversal: TransferReversal): Transfer {
  const reversed = transfer.amount_reversed + reversal.amount;
  const count = transfer.reversals.total_count + 1;
  return {
    ...transfer,
    amount_reversed: reversed,
    reversals: {
      ...transfer.reversals,
      data: [reversal, ...transfer.reversals.data].slice(0, SHOWN_REVERSALS),
      has_more: count > SHOWN_REVERSALS,
      total_count: count,
    },
    reversed: reversed === transfer.amount,
  };
}

function reduceDestinationPayment(call: Call, transfer: Transfer, amount: number): void {
  const payment = call.tx.get('destination_payment', transfer.destination_payment);
  if (payment === undefined) return;
  const refunded = payment.amount_refunded + amount;
  call.tx.put(
    'destination_payment',
    { ...payment, amount_refunded: refunded, refunded: refunded === payment.amount },
    transfer.destination,
  );
}
