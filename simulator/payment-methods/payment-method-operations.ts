import { emitChange, emitEvent } from '../events/emit-event.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, integer, object, oneOf, required, string } from '../http/params.js';
import { invalidParameter, invalidRequest, resourceMissing } from '../http/stripe-error.js';
import { attachToCustomer } from './attach-payment-method.js';
import { billingDetailsParams, toBillingDetails } from './billing-details.js';
import { readCardData, rawCardDataRejected } from './create-from-data.js';
import { createPaymentMethod, tokenDetails } from './create-payment-method.js';
import type { PaymentMethod } from './payment-method.js';
import { testCardByToken } from './test-cards.js';

const createParams = {
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: object(billingDetailsParams),
  card: object({
    number: string(25),
    exp_month: integer(),
    exp_year: integer(),
    cvc: string(4),
    networks: accepted(),
    token: string(),
  }),
  customer: accepted(),
  metadata,
  payment_method: accepted(),
  radar_options: accepted(),
  type: required(oneOf('card')),
};

/** POST /v1/payment_methods: card data from a browser, or `card[token]=tok_visa` from a server-side test. */
export const createPaymentMethodOperation = operation({
  name: 'payment_methods.create',
  method: 'POST',
  path: '/v1/payment_methods',
  publishable: true,
  params: createParams,
  run(call, params) {
    const billing = toBillingDetails(params.billing_details);
    const given = { billing, metadata: params.metadata };
    const token = params.card?.token;
    if (token !== undefined) {
      const card = testCardByToken(token.replace(/^tok_/, 'pm_card_'));
      if (card === undefined) throw resourceMissing('token', token, 'card[token]');
      return createPaymentMethod(call, card, { ...given, details: tokenDetails(call, card) });
    }
    if (params.card?.number === undefined) {
      throw invalidParameter('Missing required param: card.', 'parameter_missing', 'card');
    }
    if (!call.publishable) throw rawCardDataRejected();
    const { card, details } = readCardData(call, {
      ...params,
      billing_details: undefined,
      radar_options: undefined,
    });
    return createPaymentMethod(call, card, { ...given, details });
  },
});

/** GET /v1/payment_methods/:id */
export const retrievePaymentMethod = operation({
  name: 'payment_methods.retrieve',
  method: 'GET',
  path: '/v1/payment_methods/:id',
  params: {},
  run: (call, _params, path) => findOwned(call, 'payment_method', { id: path.id, what: 'PaymentMethod' }),
});

const updateParams = {
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: object(billingDetailsParams),
  card: object({ exp_month: integer(), exp_year: integer(), networks: accepted() }),
  metadata,
};

/** POST /v1/payment_methods/:id: only a saved payment method can be changed. */
export const updatePaymentMethod = operation({
  name: 'payment_methods.update',
  method: 'POST',
  path: '/v1/payment_methods/:id',
  params: updateParams,
  run(call, params, path) {
    const method = findOwned(call, 'payment_method', { id: path.id, what: 'PaymentMethod' });
    if (method.customer === null) {
      throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
    }
    const updated: PaymentMethod = {
      ...method,
      allow_redisplay: params.allow_redisplay ?? method.allow_redisplay,
      billing_details:
        params.billing_details === undefined
          ? method.billing_details
          : toBillingDetails(params.billing_details),
      card: {
        ...method.card,
        exp_month: params.card?.exp_month ?? method.card.exp_month,
        exp_year: params.card?.exp_year ?? method.card.exp_year,
      },
      metadata: applyMetadata(method.metadata, params.metadata),
    };
    call.tx.put('payment_method', updated, call.account);
    emitEvent(call, 'payment_method.updated', updated);
    return updated;
  },
});

const methodListParams = {
  ...listParams,
  allow_redisplay: accepted(),
  customer: string(),
  type: oneOf('card'),
};

/** GET /v1/payment_methods: saved payment methods, optionally of one customer. */
export const listPaymentMethods = operation({
  name: 'payment_methods.list',
  method: 'GET',
  path: '/v1/payment_methods',
  params: methodListParams,
  run: (call, params) =>
    listObjects(call, {
      kind: 'payment_method',
      params,
      url: '/v1/payment_methods',
      keep: (method) =>
        method.customer !== null && (params.customer === undefined || method.customer === params.customer),
    }),
});

/** GET /v1/customers/:id/payment_methods */
export const listCustomerPaymentMethods = operation({
  name: 'customers.listPaymentMethods',
  method: 'GET',
  path: '/v1/customers/:id/payment_methods',
  params: methodListParams,
  run(call, params, path) {
    const customer = findOwned(call, 'customer', { id: path.id });
    return listObjects(call, {
      kind: 'payment_method',
      params,
      url: `/v1/customers/${customer.id}/payment_methods`,
      keep: (method) => method.customer === customer.id,
    });
  },
});

/** GET /v1/customers/:id/payment_methods/:child */
export const retrieveCustomerPaymentMethod = operation({
  name: 'customers.retrievePaymentMethod',
  method: 'GET',
  path: '/v1/customers/:id/payment_methods/:child',
  params: {},
  run(call, _params, path) {
    const method = findOwned(call, 'payment_method', { id: path.child, what: 'PaymentMethod' });
    if (method.customer !== path.id) throw resourceMissing('PaymentMethod', path.child);
    return method;
  },
});

const attachParams = { customer: required(string()) };

/** POST /v1/payment_methods/:id/attach */
export const attachPaymentMethod = operation({
  name: 'payment_methods.attach',
  method: 'POST',
  path: '/v1/payment_methods/:id/attach',
  params: attachParams,
  run: (call, params, path) => attachToCustomer(call, path.id, params.customer),
});

/** POST /v1/payment_methods/:id/detach: the payment method can never be used again. */
export const detachPaymentMethod = operation({
  name: 'payment_methods.detach',
  method: 'POST',
  path: '/v1/payment_methods/:id/detach',
  params: {},
  run(call, _params, path) {
    const method = findOwned(call, 'payment_method', { id: path.id, what: 'PaymentMethod' });
    if (method.customer === null) {
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    }
    const detached: PaymentMethod = { ...method, customer: null };
    call.tx.put('payment_method', detached, call.account);
    const onFile = call.tx.get('card_on_file', method.id);
    if (onFile !== undefined) call.tx.put('card_on_file', { ...onFile, used: true });
    emitChange(call, 'payment_method.detached', {
      object: detached,
      previous: { customer: method.customer },
    });
    return detached;
  },
});
