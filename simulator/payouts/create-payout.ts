import { balanceInsufficient } from '../balance/insufficient.js';
import { moveBalance } from '../balance/move-balance.js';
import { emitEvent } from '../events/emit-event.js';
import { now, type Call } from '../http/call.js';
import { applyMetadata, metadata } from '../http/metadata.js';
import { operation } from '../http/operation.js';
import { accepted, integer, oneOf, required, string, unsettable } from '../http/params.js';
import { invalidRequest, resourceMissing } from '../http/stripe-error.js';
import { recordMovement } from '../journal/record-movement.js';
import { checkedCurrency } from '../payment-intents/currency.js';
import type { Payout } from './payout.js';

/** The platform's own bank account, which exists without setup. */
export const PLATFORM_BANK_ACCOUNT = 'ba_simulatorplatform000000';

const payoutParams = {
  amount: required(integer({ min: 1 })),
  currency: required(string(3)),
  description: unsettable(1000),
  destination: string(),
  metadata,
  method: oneOf('standard', 'instant'),
  payout_method: accepted(),
  source_type: oneOf('card', 'bank_account', 'fpx'),
  statement_descriptor: unsettable(22),
};

/** POST /v1/payouts: from the balance of the platform or of the `Stripe-Account` to its bank account. */
export const createPayout = operation({
  name: 'payouts.create',
  method: 'POST',
  path: '/v1/payouts',
  params: payoutParams,
  run(call, params) {
    const currency = checkedCurrency(params.currency);
    const destination = payoutDestination(call, params.destination, currency);
    if (params.amount > call.balances.available(call.account, currency)) throw balanceInsufficient();
    const id = call.ids.next('po');
    const transaction = moveBalance(call, { type: 'payout', amount: -params.amount, currency, source: id });
    const arrival = now(call) + (params.method === 'instant' ? 0 : call.settings.payoutArrivalSeconds);
    const payout: Payout = {
      id,
      object: 'payout',
      amount: params.amount,
      application_fee: null,
      application_fee_amount: null,
      arrival_date: arrival,
      automatic: false,
      balance_transaction: transaction.id,
      created: now(call),
      currency,
      description: params.description ?? null,
      destination,
      failure_balance_transaction: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      metadata: applyMetadata({}, params.metadata),
      method: params.method ?? 'standard',
      original_payout: null,
      payout_method: null,
      reconciliation_status: 'not_applicable',
      reversed_by: null,
      source_type: 'card',
      statement_descriptor: params.statement_descriptor ?? null,
      status: 'pending',
      trace_id: null,
      type: 'bank_account',
    };
    const failureCode = call.tx.get('bank_account_secret', destination)?.payoutFailure ?? null;
    call.tx.put('payout', payout, call.account);
    call.tx.put('payout_outcome', { id, at: arrival, failureCode }, call.account);
    recordMovement(call, 'payout', {
      object: id,
      amount: params.amount,
      currency,
      metadata: payout.metadata,
    });
    emitEvent(call, 'payout.created', payout);
    return payout;
  },
});

function payoutDestination(call: Call, wanted: string | undefined, currency: string): string {
  if (call.account === null) {
    if (wanted !== undefined && wanted !== PLATFORM_BANK_ACCOUNT) {
      throw resourceMissing('external account', wanted, 'destination');
    }
    return PLATFORM_BANK_ACCOUNT;
  }
  const account = call.tx.get('account', call.account);
  if (account === undefined || !account.payouts_enabled) {
    throw invalidRequest('Cannot create payouts: this account has payouts disabled.', {
      code: 'payouts_not_allowed',
    });
  }
  const banks = account.external_accounts.data.filter((bank) => bank.currency === currency);
  const bank = wanted === undefined ? banks[0] : banks.find(({ id }) => id === wanted);
  if (bank !== undefined) return bank.id;
  if (wanted !== undefined) throw resourceMissing('external account', wanted, 'destination');
  throw invalidRequest(`Sorry, you don't have any external accounts in that currency (${currency}).`, {
    param: 'currency',
  });
}
