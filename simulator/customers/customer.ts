import type { Metadata } from '../http/metadata.js';
import type { Shipping } from '../payment-intents/payment-intent.js';
import type { Address } from '../payment-methods/payment-method.js';

/** `object: customer` (docs.stripe.com/api/customers/object). */
export interface Customer {
  id: string;
  object: 'customer';
  address: Address | null;
  balance: number;
  created: number;
  currency: string | null;
  customer_account: null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  discount: null;
  email: string | null;
  invoice_prefix: string;
  invoice_settings: {
    custom_fields: null;
    default_payment_method: string | null;
    footer: null;
    rendering_options: null;
  };
  livemode: false;
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: Shipping | null;
  tax_exempt: 'exempt' | 'none' | 'reverse';
  test_clock: null;
}

/** The tombstone of a deleted customer. */
export interface DeletedCustomer {
  id: string;
  object: 'customer';
  deleted: true;
}
