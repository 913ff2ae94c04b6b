import { API_VERSION } from '../http/api-version.js';
import { now } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { boolean, list, required, string, unsettable } from '../http/params.js';
import { invalidParameter } from '../http/stripe-error.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

const createParams = {
  api_version: string(),
  connect: boolean(),
  description: unsettable(5000),
  enabled_events: required(list(string())),
  metadata,
  url: required(string(5000)),
};

/** POST /v1/webhook_endpoints: the only response with the signing secret. */
export const createWebhookEndpoint = operation({
  name: 'webhook_endpoints.create',
  method: 'POST',
  path: '/v1/webhook_endpoints',
  params: createParams,
  run(call, params) {
    const endpoint: WebhookEndpoint = {
      id: call.ids.next('we'),
      object: 'webhook_endpoint',
      api_version: params.api_version ?? API_VERSION,
      application: null,
      created: now(call),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: applyMetadata({}, params.metadata),
      status: 'enabled',
      url: checkedUrl(params.url),
    };
    const secret = `whsec_${call.ids.text(32)}`;
    call.tx.put('webhook_endpoint', endpoint, call.account);
    call.tx.put('webhook_secret', { id: endpoint.id, secret, connect: params.connect ?? false });
    return { ...endpoint, secret };
  },
});

/** GET /v1/webhook_endpoints/:id */
export const retrieveWebhookEndpoint = operation({
  name: 'webhook_endpoints.retrieve',
  method: 'GET',
  path: '/v1/webhook_endpoints/:id',
  params: {},
  run: (call, _params, path) =>
    findOwned(call, 'webhook_endpoint', { id: path.id, what: 'webhook endpoint' }),
});

/** GET /v1/webhook_endpoints */
export const listWebhookEndpoints = operation({
  name: 'webhook_endpoints.list',
  method: 'GET',
  path: '/v1/webhook_endpoints',
  params: listParams,
  run: (call, params) =>
    listObjects(call, { kind: 'webhook_endpoint', params, url: '/v1/webhook_endpoints' }),
});

const updateParams = {
  description: unsettable(5000),
  disabled: boolean(),
  enabled_events: list(string()),
  metadata,
  url: string(5000),
};

/** POST /v1/webhook_endpoints/:id */
export const updateWebhookEndpoint = operation({
  name: 'webhook_endpoints.update',
  method: 'POST',
  path: '/v1/webhook_endpoints/:id',
  params: updateParams,
  run(call, params, path) {
    const endpoint = findOwned(call, 'webhook_endpoint', { id: path.id, what: 'webhook endpoint' });
    const disabled = params.disabled ?? endpoint.status === 'disabled';
    const updated: WebhookEndpoint = {
      ...endpoint,
      description: params.description === undefined ? endpoint.description : params.description,
      enabled_events: params.enabled_events ?? endpoint.enabled_events,
      metadata: applyMetadata(endpoint.metadata, params.metadata),
      status: disabled ? 'disabled' : 'enabled',
      url: params.url === undefined ? endpoint.url : checkedUrl(params.url),
    };
    call.tx.put('webhook_endpoint', updated, call.account);
    return updated;
  },
});

/** DELETE /v1/webhook_endpoints/:id */
export const deleteWebhookEndpoint = operation({
  name: 'webhook_endpoints.delete',
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:id',
  params: {},
  run(call, _params, path) {
    const endpoint = findOwned(call, 'webhook_endpoint', { id: path.id, what: 'webhook endpoint' });
    call.tx.delete('webhook_endpoint', endpoint.id);
    call.tx.delete('webhook_secret', endpoint.id);
    return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  },
});

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw invalidParameter(
    'Invalid URL: An explicit scheme (such as https) must be provided.',
    'url_invalid',
    'url',
  );
}
