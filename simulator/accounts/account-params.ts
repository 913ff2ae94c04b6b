import { metadata } from '../http/metadata.js';
import {
  accepted,
  integer,
  object,
  oneOf,
  string,
  unsettable,
  type Param,
  type Read,
} from '../http/params.js';
import type { FormMap, FormValue } from '../http/form.js';
import { invalidParameter } from '../http/stripe-error.js';

/** A hash accepted without validating its keys, such as a person's details. */
const anyHash: Param<FormMap | undefined> = (value: FormValue | undefined, name: string) => {
  if (value === undefined) return undefined;
  if (typeof value === 'string' || Array.isArray(value))
    throw invalidParameter('Invalid object', undefined, name);
  return value;
};

/** `capabilities[transfers][requested]=true` and the like: the names of the requested capabilities. */
const capabilities: Param<string[] | undefined> = (value, name) => {
  const hash = anyHash(value, name);
  if (hash === undefined) return undefined;
  return Object.entries(hash)
    .filter(
      ([, input]) => typeof input === 'object' && !Array.isArray(input) && input['requested'] === 'true',
    )
    .map(([capability]) => capability);
};

const bankAccountShape = {
  object: oneOf('bank_account'),
  account_holder_name: string(),
  account_holder_type: oneOf('individual', 'company'),
  account_number: string(34),
  country: string(2),
  currency: string(3),
  routing_number: string(),
};

/** A bank account hash, or a test token such as `btok_us`. */
export type ExternalAccountInput = Read<typeof bankAccountShape> | string;

const externalAccount: Param<ExternalAccountInput | undefined> = (value, name) =>
  typeof value === 'string' ? value : object(bankAccountShape)(value, name);

/** Parameters shared by create and update. */
export const accountParams = {
  account_token: accepted(),
  business_profile: object({
    annual_revenue: accepted(),
    estimated_worker_count: accepted(),
    mcc: string(),
    minority_owned_business_designation: accepted(),
    name: string(),
    product_description: string(),
    support_address: accepted(),
    support_email: string(),
    support_phone: string(),
    support_url: string(),
    url: string(),
  }),
  business_type: oneOf('company', 'government_entity', 'individual', 'non_profit'),
  capabilities,
  company: anyHash,
  default_currency: string(3),
  documents: accepted(),
  email: unsettable(800),
  external_account: externalAccount,
  groups: accepted(),
  individual: anyHash,
  metadata,
  settings: anyHash,
  tos_acceptance: object({
    date: integer({ max: Number.MAX_SAFE_INTEGER }),
    ip: string(),
    service_agreement: string(),
    user_agent: string(),
  }),
};

export type AccountParams = Read<typeof accountParams>;
