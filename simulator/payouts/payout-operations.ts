import { moveBalance } from '../balance/move-balance.js';
import { emitChange, emitEvent } from '../events/emit-event.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, string } from '../http/params.js';
import { invalidRequest } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import type { Payout } from './payout.js';

/** GET /v1/payouts/:id */
export const retrievePayout = operation({
  name: 'payouts.retrieve',
  method: 'GET',
  path: '/v1/payouts/:id',
  params: {},
  run: (call, _params, path) => findOwned(call, 'payout', { id: path.id }),
});

/** GET /v1/payouts */
export const listPayouts = operation({
  name: 'payouts.list',
  method: 'GET',
  path: '/v1/payouts',
  params: { ...listParams, arrival_date: accepted(), destination: string(), status: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'payout',
      params,
      url: '/v1/payouts',
      keep: (payout) =>
        (params.destination === undefined || payout.destination === params.destination) &&
        (params.status === undefined || payout.status === params.status),
    }),
});

/** POST /v1/payouts/:id */
export const updatePayout = operation({
  name: 'payouts.update',
  method: 'POST',
  path: '/v1/payouts/:id',
  params: { metadata },
  run(call, params, path) {
    const payout = findOwned(call, 'payout', { id: path.id });
    const updated = { ...payout, metadata: applyMetadata(payout.metadata, params.metadata) };
    call.tx.put('payout', updated, call.account);
    emitEvent(call, 'payout.updated', updated);
    return updated;
  },
});

/** POST /v1/payouts/:id/cancel: only while pending. */
export const cancelPayout = operation({
  name: 'payouts.cancel',
  method: 'POST',
  path: '/v1/payouts/:id/cancel',
  params: {},
  run(call, _params, path) {
    const payout = findOwned(call, 'payout', { id: path.id });
    if (payout.status !== 'pending') {
      throw invalidRequest(`Payouts with a status of ${payout.status} cannot be canceled.`);
    }
    moveBalance(call, {
      type: 'payout_cancel',
      amount: payout.amount,
      currency: payout.currency,
      source: payout.id,
      reportingCategory: 'payout_reversal',
    });
    const canceled: Payout = { ...payout, status: 'canceled' };
    call.tx.put('payout', canceled, call.account);
    call.tx.delete('payout_outcome', payout.id);
    recordMovement(call, 'payout_failed', {
      object: payout.id,
      amount: payout.amount,
      currency: payout.currency,
    });
    emitChange(call, 'payout.canceled', { object: canceled, previous: { status: payout.status } });
    return canceled;
  },
});
