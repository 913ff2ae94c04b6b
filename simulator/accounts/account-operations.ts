import { emitEvent } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { isOwned } from '../http/find-owned.js';
import { listObjects, listParams } from '../http/list-objects.js';
import { onAccount } from '../balance/move-balance.js';
import { operation } from '../http/operation.js';
import { accepted, object, oneOf, string } from '../http/params.js';
import { accountForbidden } from '../http/account-forbidden.js';
import { invalidRequest } from '../http/stripe-error.js';
import { accountParams } from './account-params.js';
import type { Account } from './account.js';
import { applyAccountParams, blankAccount } from './build-account.js';
import { inState } from './requirements.js';

/** The account that all `sk_test_…` keys belong to. */
export const PLATFORM_ACCOUNT = 'acct_simulatorplatform';

const createParams = {
  ...accountParams,
  controller: object({
    fees: accepted(),
    losses: accepted(),
    requirement_collection: oneOf('application', 'stripe'),
    stripe_dashboard: object({ type: oneOf('express', 'full', 'none') }),
  }),
  country: string(2),
  type: oneOf('custom', 'express', 'standard'),
};

/** POST /v1/accounts */
export const createAccount = operation({
  name: 'accounts.create',
  method: 'POST',
  path: '/v1/accounts',
  params: createParams,
  run(call, params) {
    const dashboard = params.controller?.stripe_dashboard?.type;
    const type =
      params.type ?? (dashboard === 'none' ? 'custom' : dashboard === 'express' ? 'express' : 'standard');
    const id = call.ids.next('acct');
    const blank = blankAccount(call, { id, type, country: (params.country ?? 'US').toUpperCase() });
    const account = applyAccountParams(call, blank, params);
    call.tx.put('account', account, call.account);
    return account;
  },
});

/** GET /v1/accounts/:id */
export const retrieveAccount = operation({
  name: 'accounts.retrieve',
  method: 'GET',
  path: '/v1/accounts/:id',
  params: {},
  run: (call, _params, path) => findAccount(call, path.id),
});

/** GET /v1/account: the account of the key, or of the `Stripe-Account` header. */
export const retrieveOwnAccount = operation({
  name: 'account.retrieve',
  method: 'GET',
  path: '/v1/account',
  params: {},
  run(call) {
    if (call.account !== null) return findAccount(call, call.account);
    const blank = blankAccount(call, { id: PLATFORM_ACCOUNT, type: 'standard', country: 'US' });
    const own = inState(
      { ...blank, capabilities: { card_payments: 'active', transfers: 'active' } },
      'enabled',
    );
    return { ...own, payouts_enabled: true };
  },
});

/** GET /v1/accounts */
export const listAccounts = operation({
  name: 'accounts.list',
  method: 'GET',
  path: '/v1/accounts',
  params: listParams,
  run: (call, params) => listObjects(call, { kind: 'account', params, url: '/v1/accounts' }),
});

/** POST /v1/accounts/:id */
export const updateAccount = operation({
  name: 'accounts.update',
  method: 'POST',
  path: '/v1/accounts/:id',
  params: accountParams,
  run(call, params, path) {
    const updated = applyAccountParams(call, findAccount(call, path.id), params);
    call.tx.put('account', updated);
    emitEvent(onAccount(call, updated.id), 'account.updated', updated);
    return updated;
  },
});

/** DELETE /v1/accounts/:id: only with a zero balance. */
export const deleteAccount = operation({
  name: 'accounts.delete',
  method: 'DELETE',
  path: '/v1/accounts/:id',
  params: {},
  run(call, _params, path) {
    const account = findAccount(call, path.id);
    const empty = [...call.balances.of(account.id).values()].every(
      (sums) => sums.available === 0 && sums.pending === 0,
    );
    if (!empty) {
      throw invalidRequest('This account cannot be deleted because it has a nonzero balance.');
    }
    call.tx.delete('account', account.id);
    return { id: account.id, object: 'account', deleted: true };
  },
});

/** The caller's connected account or own account; any other is forbidden, as at Stripe. */
function findAccount(call: Call, id: string): Account {
  const account = call.tx.get('account', id);
  if (account !== undefined && (isOwned(call, id) || call.account === id)) return account;
  throw accountForbidden(id);
}
