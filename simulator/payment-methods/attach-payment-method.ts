import { knownCustomer } from '../customers/find-customer.js';
import { emitEvent } from '../events/emit-event.js';
import type { Call } from '../http/call.js';
import { invalidRequest, StripeError } from '../http/stripe-error.js';
import type { PaymentMethod } from './payment-method.js';
import { resolvePaymentMethod } from './resolve-payment-method.js';

/** Saves a payment method for a customer; the bank checks it, so a declining card is declined here. */
export function attachToCustomer(call: Call, id: string, customerId: string): PaymentMethod {
  const customer = knownCustomer(call, customerId);
  const { method, card } = resolvePaymentMethod(call, id, customer);
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_already_attached',
    });
  }
  // 4000000000000341 attaches and fails later; every other declining card fails here.
  if (
    card.decline !== undefined &&
    card.authentication === undefined &&
    !card.tokens.includes('pm_card_chargeCustomerFail')
  ) {
    const { code, declineCode, message } = card.decline;
    throw new StripeError(402, message, {
      details: declineCode === undefined ? { code } : { code, decline_code: declineCode },
    });
  }
  const attached: PaymentMethod = { ...method, customer };
  call.tx.put('payment_method', attached, call.account);
  emitEvent(call, 'payment_method.attached', attached);
  return attached;
}
