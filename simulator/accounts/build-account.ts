import type { FormMap } from '../http/form.js';
import { now, type Call } from '../http/call.js';
import { applyMetadata } from '../http/metadata.js';
import type { AccountParams } from './account-params.js';
import type { Account, AccountSettings, BusinessProfile, CapabilityStatus } from './account.js';
import { createBankAccount } from './bank-account.js';
import { inState, NO_REQUIREMENTS } from './requirements.js';

const EURO_COUNTRIES = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '));

/** A blank connected account, before the request's parameters are applied. */
export function blankAccount(
  call: Call,
  given: { id: string; type: Account['type']; country: string },
): Account {
  const { id, type, country } = given;
  return {
    id,
    object: 'account',
    business_profile: null,
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: {
      fees: { payer: type === 'standard' ? 'account' : 'application' },
      is_controller: true,
      losses: { payments: type === 'standard' ? 'stripe' : 'application' },
      requirement_collection: type === 'custom' ? 'application' : 'stripe',
      stripe_dashboard: { type: type === 'standard' ? 'full' : type === 'express' ? 'express' : 'none' },
      type: 'application',
    },
    country,
    created: now(call),
    default_currency: EURO_COUNTRIES.has(country) ? 'eur' : country === 'GB' ? 'gbp' : 'usd',
    details_submitted: false,
    email: null,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/accounts/${id}/external_accounts`,
    },
    future_requirements: NO_REQUIREMENTS,
    metadata: {},
    payouts_enabled: false,
    requirements: NO_REQUIREMENTS,
    settings: blankSettings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type,
  };
}

/** The account with the request's parameters applied; it becomes enabled once all requirements are met. */
export function applyAccountParams(call: Call, account: Account, params: AccountParams): Account {
  const currency = params.default_currency?.toLowerCase() ?? account.default_currency;
  const inactive: CapabilityStatus = 'inactive';
  const requested = Object.fromEntries((params.capabilities ?? []).map((name) => [name, inactive]));
  const owner = { account: account.id, country: account.country, currency };
  const bank =
    params.external_account === undefined
      ? undefined
      : createBankAccount(call, owner, params.external_account);
  const tos = params.tos_acceptance;
  const updated: Account = {
    ...account,
    business_profile: mergeProfile(account.business_profile, params.business_profile),
    business_type: params.business_type ?? account.business_type,
    capabilities: { ...requested, ...account.capabilities },
    default_currency: currency,
    email: params.email === undefined ? account.email : params.email,
    external_accounts:
      bank === undefined
        ? account.external_accounts
        : { ...account.external_accounts, data: [bank], total_count: 1 },
    metadata: applyMetadata(account.metadata, params.metadata),
    settings: mergeSettings(account.settings, params.settings),
    tos_acceptance:
      tos === undefined
        ? account.tos_acceptance
        : { date: tos.date ?? null, ip: tos.ip ?? null, user_agent: tos.user_agent ?? null },
  };
  if (account.requirements.disabled_reason?.startsWith('rejected') === true) return updated;
  const missing = missingDetails(updated, params);
  return inState(updated, missing.length === 0 ? 'enabled' : 'onboarding', missing);
}

/** A reduced form of Stripe's requirements: identity, bank account and acceptance of the terms. */
function missingDetails(account: Account, params: AccountParams): string[] {
  const known = account.details_submitted;
  const person = params.individual !== undefined || params.company !== undefined || known;
  return [
    ...(account.business_type === null ? ['business_type'] : []),
    ...(account.external_accounts.data.length === 0 ? ['external_account'] : []),
    ...(person ? [] : ['individual.first_name', 'individual.last_name']),
    ...(account.tos_acceptance.date === null ? ['tos_acceptance.date', 'tos_acceptance.ip'] : []),
  ];
}

function mergeProfile(
  current: BusinessProfile | null,
  change: AccountParams['business_profile'],
): BusinessProfile | null {
  if (change === undefined) return current;
  return {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: change.mcc ?? current?.mcc ?? null,
    minority_owned_business_designation: null,
    name: change.name ?? current?.name ?? null,
    product_description: change.product_description ?? current?.product_description ?? null,
    support_address: null,
    support_email: change.support_email ?? current?.support_email ?? null,
    support_phone: change.support_phone ?? current?.support_phone ?? null,
    support_url: change.support_url ?? current?.support_url ?? null,
    url: change.url ?? current?.url ?? null,
  };
}

function mergeSettings(current: AccountSettings, change: FormMap | undefined): AccountSettings {
  const payouts = change?.['payouts'];
  const schedule = typeof payouts === 'object' && !Array.isArray(payouts) ? payouts['schedule'] : undefined;
  const interval =
    typeof schedule === 'object' && !Array.isArray(schedule) ? schedule['interval'] : undefined;
  if (interval !== 'daily' && interval !== 'manual' && interval !== 'weekly' && interval !== 'monthly')
    return current;
  return { ...current, payouts: { ...current.payouts, schedule: { ...current.payouts.schedule, interval } } };
}

function blankSettings(): AccountSettings {
  return {
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: null, timezone: 'Etc/UTC' },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
    },
    payouts: {
      debit_negative_balances: false,
      schedule: { delay_days: 2, interval: 'manual' },
      statement_descriptor: null,
    },
  };
}
