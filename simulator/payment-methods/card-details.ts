import { hashText, randomText } from '../storage/seeded-random.js';
import type { CardDetails } from './payment-method.js';
import type { TestCard } from './test-card.js';

/** The `card` hash of a payment method. Equal numbers have equal fingerprints, as at Stripe. */
export function cardDetails(
  card: TestCard,
  expiry: { month: number; year: number },
  checked: { cvc: boolean },
): CardDetails {
  return {
    brand: card.brand,
    checks: {
      address_line1_check: card.checks?.line1 ?? null,
      address_postal_code_check: card.checks?.postalCode ?? null,
      cvc_check: checked.cvc ? (card.checks?.cvc ?? 'pass') : null,
    },
    country: card.country,
    display_brand: card.brand === 'amex' ? 'american_express' : card.brand,
    exp_month: expiry.month,
    exp_year: expiry.year < 100 ? 2000 + expiry.year : expiry.year,
    fingerprint: randomText(hashText(card.number), 1, 16),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: card.authentication !== 'unsupported' },
    wallet: null,
  };
}
