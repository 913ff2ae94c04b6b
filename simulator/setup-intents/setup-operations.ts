import { knownCustomer } from '../customers/find-customer.js';
import { emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, oneOf, string, unsettable } from '../http/params.js';
import { checkNoMethodTypes } from '../payment-intents/method-types.js';
import { resolvePaymentMethod } from '../payment-methods/resolve-payment-method.js';
import { confirmSetup, unexpectedSetupState } from './confirm-setup.js';
import { setupConfirmParams, setupCreateParams, type SetupCreateParams } from './setup-params.js';
import type { SetupIntent } from './setup-intent.js';

/** POST /v1/setup_intents */
export const createSetupIntent = operation({
  name: 'setup_intents.create',
  method: 'POST',
  path: '/v1/setup_intents',
  params: setupCreateParams,
  run(call, params) {
    checkNoMethodTypes(call, params.payment_method_types);
    let setup = buildSetup(call, params);
    if (params.payment_method !== undefined && params.confirm !== true) {
      const { method } = resolvePaymentMethod(call, params.payment_method, setup.customer);
      setup = { ...setup, payment_method: method.id, status: 'requires_confirmation' };
    }
    call.tx.put('setup_intent', setup, call.account);
    emitEvent(call, 'setup_intent.created', setup);
    return params.confirm === true ? confirmSetup(call, setup, params) : setup;
  },
});

/** GET /v1/setup_intents/:id */
export const retrieveSetupIntent = operation({
  name: 'setup_intents.retrieve',
  method: 'GET',
  path: '/v1/setup_intents/:id',
  params: { client_secret: string() },
  run: (call, _params, path) => findOwned(call, 'setup_intent', { id: path.id, param: 'intent' }),
});

/** GET /v1/setup_intents */
export const listSetupIntents = operation({
  name: 'setup_intents.list',
  method: 'GET',
  path: '/v1/setup_intents',
  params: {
    ...listParams,
    attach_to_self: accepted(),
    customer: string(),
    customer_account: accepted(),
    payment_method: string(),
  },
  run: (call, params) =>
    listObjects(call, {
      kind: 'setup_intent',
      params,
      url: '/v1/setup_intents',
      keep: (setup) =>
        (params.customer === undefined || setup.customer === params.customer) &&
        (params.payment_method === undefined || setup.payment_method === params.payment_method),
    }),
});

/** POST /v1/setup_intents/:id */
export const updateSetupIntent = operation({
  name: 'setup_intents.update',
  method: 'POST',
  path: '/v1/setup_intents/:id',
  params: { customer: string(), description: unsettable(1000), metadata, payment_method: string() },
  run(call, params, path) {
    const setup = findOwned(call, 'setup_intent', { id: path.id, param: 'intent' });
    const customer = params.customer === undefined ? setup.customer : knownCustomer(call, params.customer);
    const method =
      params.payment_method === undefined
        ? undefined
        : resolvePaymentMethod(call, params.payment_method, customer).method;
    const updated: SetupIntent = {
      ...setup,
      customer,
      description: params.description === undefined ? setup.description : params.description,
      metadata: applyMetadata(setup.metadata, params.metadata),
      payment_method: method?.id ?? setup.payment_method,
      status: method === undefined ? setup.status : 'requires_confirmation',
    };
    call.tx.put('setup_intent', updated, call.account);
    return updated;
  },
});

/** POST /v1/setup_intents/:id/confirm */
export const confirmSetupIntent = operation({
  name: 'setup_intents.confirm',
  method: 'POST',
  path: '/v1/setup_intents/:id/confirm',
  params: setupConfirmParams,
  run: (call, params, path) =>
    confirmSetup(call, findOwned(call, 'setup_intent', { id: path.id, param: 'intent' }), params),
});

const cancelParams = { cancellation_reason: oneOf('abandoned', 'duplicate', 'requested_by_customer') };

/** POST /v1/setup_intents/:id/cancel */
export const cancelSetupIntent = operation({
  name: 'setup_intents.cancel',
  method: 'POST',
  path: '/v1/setup_intents/:id/cancel',
  params: cancelParams,
  run(call, params, path) {
    const setup = findOwned(call, 'setup_intent', { id: path.id, param: 'intent' });
    if (setup.status === 'succeeded' || setup.status === 'canceled') {
      throw unexpectedSetupState(
        setup,
        `You cannot cancel this SetupIntent because it has a status of ${setup.status}.`,
      );
    }
    const canceled: SetupIntent = {
      ...setup,
      cancellation_reason: params.cancellation_reason ?? null,
      next_action: null,
      status: 'canceled',
    };
    call.tx.put('setup_intent', canceled, call.account);
    emitEvent(call, 'setup_intent.canceled', canceled);
    return canceled;
  },
});

function buildSetup(call: Call, params: SetupCreateParams): SetupIntent {
  const id = call.ids.next('seti');
  const automatic = params.automatic_payment_methods;
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods:
      params.allowed_payment_method_types === undefined
        ? { allow_redirects: automatic?.allow_redirects ?? 'always', enabled: automatic?.enabled ?? true }
        : null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${call.ids.text(25)}`,
    created: now(call),
    customer: params.customer === undefined ? null : knownCustomer(call, params.customer),
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: applyMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        mandate_options: null,
        network: null,
        request_three_d_secure: params.payment_method_options?.card?.request_three_d_secure ?? 'automatic',
      },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: params.usage ?? 'off_session',
  };
}
