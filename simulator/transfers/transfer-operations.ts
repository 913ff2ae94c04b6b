import { emitEvent } from '../events/emit-event.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { string, unsettable } from '../http/params.js';

/** GET /v1/transfers/:id */
export const retrieveTransfer = operation({
  name: 'transfers.retrieve',
  method: 'GET',
  path: '/v1/transfers/:id',
  params: {},
  run: (call, _params, path) => findOwned(call, 'transfer', { id: path.id }),
});

/** GET /v1/transfers */
export const listTransfers = operation({
  name: 'transfers.list',
  method: 'GET',
  path: '/v1/transfers',
  params: { ...listParams, destination: string(), transfer_group: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'transfer',
      params,
      url: '/v1/transfers',
      keep: (transfer) =>
        (params.destination === undefined || transfer.destination === params.destination) &&
        (params.transfer_group === undefined || transfer.transfer_group === params.transfer_group),
    }),
});

/** POST /v1/transfers/:id: description and metadata can be changed. */
export const updateTransfer = operation({
  name: 'transfers.update',
  method: 'POST',
  path: '/v1/transfers/:id',
  params: { description: unsettable(1000), metadata },
  run(call, params, path) {
    const transfer = findOwned(call, 'transfer', { id: path.id });
    const updated = {
      ...transfer,
      description: params.description === undefined ? transfer.description : params.description,
      metadata: applyMetadata(transfer.metadata, params.metadata),
    };
    call.tx.put('transfer', updated, call.account);
    emitEvent(call, 'transfer.updated', updated);
    return updated;
  },
});
