import type { Call } from '../http/call.js';
import type { Read } from '../http/params.js';
import { invalidParameter, StripeError } from '../http/stripe-error.js';
import type { paymentMethodDataParams } from '../payment-intents/intent-params.js';
import { toBillingDetails } from './billing-details.js';
import { cardDetails } from './card-details.js';
import { checkCardInput } from './card-number.js';
import { createPaymentMethod } from './create-payment-method.js';
import type { CardDetails } from './payment-method.js';
import type { ResolvedMethod } from './resolve-payment-method.js';
import type { TestCard } from './test-card.js';

type MethodData = Read<typeof paymentMethodDataParams>;

/** The test card and its public details for `payment_method_data`, validated like real card data. */
export function readCardData(call: Call, data: MethodData): { card: TestCard; details: CardDetails } {
  if (data.type === undefined) throw missing('payment_method_data[type]');
  const { number, exp_month: month, exp_year: year, cvc } = data.card ?? {};
  if (number === undefined) throw missing('payment_method_data[card][number]');
  if (month === undefined) throw missing('payment_method_data[card][exp_month]');
  if (year === undefined) throw missing('payment_method_data[card][exp_year]');
  const card = checkCardInput({ number, expMonth: month, expYear: year, cvc }, new Date(call.nowMs));
  return { card, details: cardDetails(card, { month, year }, { cvc: cvc !== undefined }) };
}

/** Creates a payment method from raw card data; browsers only, as Stripe requires PCI compliance of servers. */
export function createFromData(call: Call, data: MethodData): ResolvedMethod {
  if (!call.publishable) throw rawCardDataRejected();
  const { card, details } = readCardData(call, data);
  const method = createPaymentMethod(call, card, {
    details,
    billing: toBillingDetails(data.billing_details),
    metadata: data.metadata,
  });
  return {
    method,
    card,
    onFile: { id: method.id, number: card.number, authenticatedForLater: false, used: false },
  };
}

/** Stripe's error for card numbers from a server without proven PCI compliance. */
export function rawCardDataRejected(): StripeError {
  return new StripeError(
    402,
    'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map ' +
      'to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see ' +
      'https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.',
    { type: 'invalid_request_error' },
  );
}

function missing(name: string): StripeError {
  return invalidParameter(`Missing required param: ${name}.`, 'parameter_missing', name);
}
