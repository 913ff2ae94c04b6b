import { listObjects, listParams } from '../http/list-objects.js';
import { operation } from '../http/operation.js';
import { accepted, string } from '../http/params.js';
import { searchObjects, searchParams } from '../http/search-objects.js';

/** GET /v1/payment_intents */
export const listPaymentIntents = operation({
  name: 'payment_intents.list',
  method: 'GET',
  path: '/v1/payment_intents',
  params: { ...listParams, customer: string(), customer_account: accepted() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'payment_intent',
      params,
      url: '/v1/payment_intents',
      keep: (intent) => params.customer === undefined || intent.customer === params.customer,
    }),
});

/** GET /v1/payment_intents/search */
export const searchPaymentIntents = operation({
  name: 'payment_intents.search',
  method: 'GET',
  path: '/v1/payment_intents/search',
  params: searchParams,
  run: (call, params) =>
    searchObjects(call, {
      kind: 'payment_intent',
      params,
      url: '/v1/payment_intents/search',
      fields: ['amount', 'created', 'currency', 'customer', 'status'],
    }),
});
