import { StripeError } from '../http/stripe-error.js';
import { declines } from './test-cards-declined.js';
import { testCardByNumber } from './test-cards.js';
import type { TestCard } from './test-card.js';

/** Card data as a browser sends it to Stripe. */
export interface CardInput {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string | undefined;
}

/**
 * The test card with this data; throws Stripe's card error for invalid data: incorrect_number,
 * invalid_expiry_month, invalid_expiry_year, invalid_cvc, and a decline for a real card in test mode.
 */
export function checkCardInput(input: CardInput, today: Date): TestCard {
  const number = input.number.replaceAll(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    throw cardDataError('incorrect_number', 'Your card number is incorrect.', 'number');
  }
  if (input.expMonth < 1 || input.expMonth > 12) {
    throw cardDataError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
  const year = input.expYear < 100 ? 2000 + input.expYear : input.expYear;
  const past = year < today.getUTCFullYear();
  if (past || year > today.getUTCFullYear() + 50) {
    throw cardDataError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  }
  if (year === today.getUTCFullYear() && input.expMonth < today.getUTCMonth() + 1) {
    throw cardDataError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
  if (input.cvc !== undefined && !/^\d{3,4}$/.test(input.cvc)) {
    throw cardDataError('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  }
  const card = testCardByNumber(number);
  if (card !== undefined) return card;
  const { code, declineCode, message } = declines.liveCardInTestMode;
  throw new StripeError(402, message, { details: { code, decline_code: declineCode } });
}

function cardDataError(code: string, message: string, param: string): StripeError {
  return new StripeError(402, message, { details: { code, param } });
}

/** Validates the check digit of a card number. */
function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    let digit = Number(number.charAt(number.length - 1 - index));
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
