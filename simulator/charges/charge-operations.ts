import { emitEvent } from '../events/emit-event.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { findOwned, isOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { operation } from '../http/operation.js';
import { accepted, string, unsettable } from '../http/params.js';
import { searchObjects, searchParams } from '../http/search-objects.js';

/** GET /v1/charges/:id; on a connected account also the payment created by a transfer. */
export const retrieveCharge = operation({
  name: 'charges.retrieve',
  method: 'GET',
  path: '/v1/charges/:id',
  params: {},
  run(call, _params, path) {
    const payment = call.tx.get('destination_payment', path.id);
    if (payment !== undefined && isOwned(call, path.id)) return payment;
    return findOwned(call, 'charge', { id: path.id });
  },
});

/** GET /v1/charges */
export const listCharges = operation({
  name: 'charges.list',
  method: 'GET',
  path: '/v1/charges',
  params: { ...listParams, customer: string(), payment_intent: string(), transfer_group: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'charge',
      params,
      url: '/v1/charges',
      keep: (charge) =>
        (params.payment_intent === undefined || charge.payment_intent === params.payment_intent) &&
        (params.customer === undefined || charge.customer === params.customer) &&
        (params.transfer_group === undefined || charge.transfer_group === params.transfer_group),
    }),
});

/** GET /v1/charges/search */
export const searchCharges = operation({
  name: 'charges.search',
  method: 'GET',
  path: '/v1/charges/search',
  params: searchParams,
  run: (call, params) =>
    searchObjects(call, {
      kind: 'charge',
      params,
      url: '/v1/charges/search',
      fields: ['amount', 'created', 'currency', 'customer', 'disputed', 'refunded', 'status'],
    }),
});

/** POST /v1/charges/:id */
export const updateCharge = operation({
  name: 'charges.update',
  method: 'POST',
  path: '/v1/charges/:id',
  params: {
    customer: accepted(),
    description: unsettable(1000),
    fraud_details: accepted(),
    metadata,
    receipt_email: unsettable(),
    shipping: accepted(),
    transfer_group: string(),
  },
  run(call, params, path) {
    const charge = findOwned(call, 'charge', { id: path.id });
    const updated = {
      ...charge,
      description: params.description === undefined ? charge.description : params.description,
      metadata: applyMetadata(charge.metadata, params.metadata),
      receipt_email: params.receipt_email === undefined ? charge.receipt_email : params.receipt_email,
      transfer_group: params.transfer_group ?? charge.transfer_group,
    };
    call.tx.put('charge', updated, call.account);
    emitEvent(call, 'charge.updated', updated);
    return updated;
  },
});
