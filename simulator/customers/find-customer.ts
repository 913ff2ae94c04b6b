import type { Call } from '../http/call.js';
import { isOwned } from '../http/find-owned.js';
import { resourceMissing } from '../http/stripe-error.js';

/** The id of an existing customer named by a parameter; otherwise throws Stripe's 400. */
export function knownCustomer(call: Call, id: string): string {
  if (call.tx.get('customer', id) === undefined || !isOwned(call, id))
    throw resourceMissing('customer', id, 'customer');
  return id;
}
