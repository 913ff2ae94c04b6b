import { now, type Call } from '../http/call.js';
import { applyMetadata, type MetadataChange } from '../http/metadata.js';
import { cardDetails } from './card-details.js';
import type { BillingDetails, CardDetails, PaymentMethod } from './payment-method.js';
import { toBillingDetails } from './billing-details.js';
import type { TestCard } from './test-card.js';

/** Years until the expiry of a card created from a token. */
const TOKEN_EXPIRY_YEARS = 1;

/** Stores a new payment method for a test card. */
export function createPaymentMethod(
  call: Call,
  card: TestCard,
  given: { details: CardDetails; billing?: BillingDetails; metadata?: MetadataChange },
): PaymentMethod {
  const method: PaymentMethod = {
    id: call.ids.next('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: given.billing ?? toBillingDetails(undefined),
    card: given.details,
    created: now(call),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: applyMetadata({}, given.metadata),
    radar_options: {},
    type: 'card',
  };
  call.tx.put('payment_method', method, call.account);
  call.tx.put('card_on_file', {
    id: method.id,
    number: card.number,
    authenticatedForLater: false,
    used: false,
  });
  return method;
}

/** Each use of a `pm_card_…` token creates a new payment method, as at Stripe. */
export function createFromToken(call: Call, card: TestCard): PaymentMethod {
  return createPaymentMethod(call, card, { details: tokenDetails(call, card) });
}

/** Card details for a token, which has no expiry date, so a future one is set. */
export function tokenDetails(call: Call, card: TestCard): CardDetails {
  const today = new Date(call.nowMs);
  const expiry = { month: today.getUTCMonth() + 1, year: today.getUTCFullYear() + TOKEN_EXPIRY_YEARS };
  return cardDetails(card, expiry, { cvc: card.checks?.cvc !== undefined });
}
