import { emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { findOwned, isOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, list, object, oneOf, string, unsettable, type Read } from '../http/params.js';
import { toShipping } from '../payment-intents/build-intent.js';
import { shippingParam } from '../payment-intents/intent-params.js';
import { addressParams, toAddress } from '../payment-methods/billing-details.js';
import { attachToCustomer } from '../payment-methods/attach-payment-method.js';
import type { Customer } from './customer.js';

const customerParams = {
  address: object(addressParams),
  balance: accepted(),
  business_name: accepted(),
  cash_balance: accepted(),
  description: unsettable(),
  email: unsettable(512),
  individual_name: accepted(),
  invoice_prefix: accepted(),
  invoice_settings: object({
    custom_fields: accepted(),
    default_payment_method: unsettable(),
    footer: accepted(),
    rendering_options: accepted(),
  }),
  metadata,
  name: unsettable(256),
  next_invoice_sequence: accepted(),
  phone: unsettable(20),
  preferred_locales: list(string()),
  shipping: shippingParam,
  source: accepted(),
  tax: accepted(),
  tax_exempt: oneOf('exempt', 'none', 'reverse'),
};

type CustomerParams = Read<typeof customerParams>;

const createParams = {
  ...customerParams,
  payment_method: string(),
  tax_id_data: accepted(),
  test_clock: accepted(),
};

/** POST /v1/customers */
export const createCustomer = operation({
  name: 'customers.create',
  method: 'POST',
  path: '/v1/customers',
  params: createParams,
  run(call, params) {
    const customer = applyParams(blankCustomer(call), params);
    call.tx.put('customer', customer, call.account);
    emitEvent(call, 'customer.created', customer);
    if (params.payment_method !== undefined) attachToCustomer(call, params.payment_method, customer.id);
    return customer;
  },
});

/** GET /v1/customers/:id; a deleted customer returns `deleted: true`. */
export const retrieveCustomer = operation({
  name: 'customers.retrieve',
  method: 'GET',
  path: '/v1/customers/:id',
  params: {},
  run(call, _params, path) {
    const deleted = call.tx.get('deleted_customer', path.id);
    if (deleted !== undefined && isOwned(call, path.id)) return deleted;
    return findOwned(call, 'customer', { id: path.id });
  },
});

/** POST /v1/customers/:id */
export const updateCustomer = operation({
  name: 'customers.update',
  method: 'POST',
  path: '/v1/customers/:id',
  params: { ...customerParams, default_source: accepted() },
  run(call, params, path) {
    const updated = applyParams(findOwned(call, 'customer', { id: path.id }), params);
    call.tx.put('customer', updated, call.account);
    emitEvent(call, 'customer.updated', updated);
    return updated;
  },
});

/** DELETE /v1/customers/:id: detaches its payment methods. */
export const deleteCustomer = operation({
  name: 'customers.delete',
  method: 'DELETE',
  path: '/v1/customers/:id',
  params: {},
  run(call, _params, path) {
    const customer = findOwned(call, 'customer', { id: path.id });
    for (const method of call.tx.table('payment_method').oldestFirst()) {
      if (method.customer === customer.id)
        call.tx.put('payment_method', { ...method, customer: null }, call.account);
    }
    call.tx.delete('customer', customer.id);
    const deleted = { id: customer.id, object: 'customer', deleted: true } as const;
    call.tx.put('deleted_customer', deleted, call.account);
    emitEvent(call, 'customer.deleted', customer);
    return deleted;
  },
});

/** GET /v1/customers */
export const listCustomers = operation({
  name: 'customers.list',
  method: 'GET',
  path: '/v1/customers',
  params: { ...listParams, email: string(), test_clock: accepted() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'customer',
      params,
      url: '/v1/customers',
      keep: (customer) => params.email === undefined || customer.email === params.email,
    }),
});

function blankCustomer(call: Call): Customer {
  return {
    id: call.ids.next('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: now(call),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: call.ids.text(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

function applyParams(customer: Customer, params: CustomerParams): Customer {
  const defaultMethod = params.invoice_settings?.default_payment_method;
  return {
    ...customer,
    address: params.address === undefined ? customer.address : toAddress(params.address),
    description: params.description === undefined ? customer.description : params.description,
    email: params.email === undefined ? customer.email : params.email,
    invoice_settings:
      defaultMethod === undefined
        ? customer.invoice_settings
        : { ...customer.invoice_settings, default_payment_method: defaultMethod },
    metadata: applyMetadata(customer.metadata, params.metadata),
    name: params.name === undefined ? customer.name : params.name,
    phone: params.phone === undefined ? customer.phone : params.phone,
    preferred_locales: params.preferred_locales ?? customer.preferred_locales,
    shipping: toShipping(params.shipping) ?? customer.shipping,
    tax_exempt: params.tax_exempt ?? customer.tax_exempt,
  };
}
