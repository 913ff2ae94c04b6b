import { object, unsettable, type Read } from '../http/params.js';
import type { Address, BillingDetails } from './payment-method.js';

/** The parameters of an address, as in billing and shipping. */
export const addressParams = {
  city: unsettable(),
  country: unsettable(2),
  line1: unsettable(),
  line2: unsettable(),
  postal_code: unsettable(),
  state: unsettable(),
};

export const billingDetailsParams = {
  address: object(addressParams),
  email: unsettable(512),
  name: unsettable(),
  phone: unsettable(20),
};

export function toAddress(params: Read<typeof addressParams> | undefined): Address {
  return {
    city: params?.city ?? null,
    country: params?.country ?? null,
    line1: params?.line1 ?? null,
    line2: params?.line2 ?? null,
    postal_code: params?.postal_code ?? null,
    state: params?.state ?? null,
  };
}

export function toBillingDetails(params: Read<typeof billingDetailsParams> | undefined): BillingDetails {
  return {
    address: toAddress(params?.address),
    email: params?.email ?? null,
    name: params?.name ?? null,
    phone: params?.phone ?? null,
    tax_id: null,
  };
}
