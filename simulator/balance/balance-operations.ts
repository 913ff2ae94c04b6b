import type { Call } from '../http/call.js';
import { findOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { operation } from '../http/operation.js';
import { string } from '../http/params.js';
import type { Amounts } from './balances.js';

/** GET /v1/balance */
export const retrieveBalance = operation({
  name: 'balance.retrieve',
  method: 'GET',
  path: '/v1/balance',
  params: {},
  run: (call) => ({
    object: 'balance',
    available: amounts(call, 'available'),
    livemode: false,
    pending: amounts(call, 'pending'),
    ...(call.account === null ? { connect_reserved: [] } : {}),
  }),
});

/** GET /v1/balance_transactions */
export const listBalanceTransactions = operation({
  name: 'balance_transactions.list',
  method: 'GET',
  path: '/v1/balance_transactions',
  params: { ...listParams, currency: string(3), payout: string(), source: string(), type: string() },
  run: (call, params) =>
    listObjects(call, {
      kind: 'balance_transaction',
      params,
      url: '/v1/balance_transactions',
      keep: (transaction) =>
        (params.source === undefined || transaction.source === params.source) &&
        (params.payout === undefined || transaction.source === params.payout) &&
        (params.type === undefined || transaction.type === params.type) &&
        (params.currency === undefined || transaction.currency === params.currency),
    }),
});

/** GET /v1/balance_transactions/:id */
export const retrieveBalanceTransaction = operation({
  name: 'balance_transactions.retrieve',
  method: 'GET',
  path: '/v1/balance_transactions/:id',
  params: {},
  run: (call, _params, path) =>
    findOwned(call, 'balance_transaction', { id: path.id, what: 'balance transaction' }),
});

function amounts(call: Call, state: keyof Amounts): object[] {
  return [...call.balances.of(call.account)].map(([currency, sums]) => ({
    amount: sums[state],
    currency,
    source_types: { card: sums[state] },
  }));
}
