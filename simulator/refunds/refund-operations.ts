import { emitEvent } from '../events/emit-event.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { string } from '../http/params.js';
import { invalidRequest } from '../http/stripe-error.js';

/** GET /v1/refunds/:id */
export const retrieveRefund = operation({
  name: 'refunds.retrieve',
  method: 'GET',
  path: '/v1/refunds/:id',
  params: {},
  run: (call, _params, path) => findOwned(call, 'refund', { id: path.id }),
});

/** GET /v1/refunds */
export const listRefunds = operation({
  name: 'refunds.list',
  method: 'GET',
  path: '/v1/refunds',
  params: { ...listParams, charge: string(), payment_intent: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'refund',
      params,
      url: '/v1/refunds',
      keep: (refund) =>
        (params.charge === undefined || refund.charge === params.charge) &&
        (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
    }),
});

/** POST /v1/refunds/:id: only metadata can be changed. */
export const updateRefund = operation({
  name: 'refunds.update',
  method: 'POST',
  path: '/v1/refunds/:id',
  params: { metadata },
  run(call, params, path) {
    const refund = findOwned(call, 'refund', { id: path.id });
    const updated = { ...refund, metadata: applyMetadata(refund.metadata, params.metadata) };
    call.tx.put('refund', updated, call.account);
    emitEvent(call, 'refund.updated', updated);
    return updated;
  },
});

/** POST /v1/refunds/:id/cancel: card refunds cannot be canceled through the API. */
export const cancelRefund = operation({
  name: 'refunds.cancel',
  method: 'POST',
  path: '/v1/refunds/:id/cancel',
  params: {},
  run(call, _params, path) {
    const refund = findOwned(call, 'refund', { id: path.id });
    throw invalidRequest(
      `Refund ${refund.id} has a status of \`${refund.status}\`. Only refunds with a status of \`requires_action\` can be canceled.`,
    );
  },
});
