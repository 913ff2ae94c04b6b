import { cvcLength, digitsOf, isCardNumber, isExpired, parseExpiry } from './card-number.js';

export type CardField = 'number' | 'expiry' | 'cvc';
export type CardErrors = Readonly<Partial<Record<CardField, string | undefined>>>;

export type CheckedCard =
  | {
      readonly kind: 'valid';
      readonly number: string;
      readonly month: number;
      readonly year: number;
      readonly cvc: string;
    }
  | { readonly kind: 'invalid'; readonly errors: CardErrors; readonly first: CardField };

/** What is wrong with the typed card, field by field, or the card as the provider takes it. */
export function checkCard(card: Readonly<Record<CardField, string>>, now: Date): CheckedCard {
  const errors: Partial<Record<CardField, string>> = {};
  const expiry = parseExpiry(card.expiry);
  if (!isCardNumber(card.number)) errors.number = 'This card number is not complete or not right.';
  if (expiry === undefined) errors.expiry = 'Enter month and year.';
  else if (isExpired(expiry, now)) errors.expiry = 'This card has expired.';
  if (card.cvc.length < cvcLength(card.number)) {
    errors.cvc = `Enter the ${cvcLength(card.number)} digits of the security code.`;
  }
  const first = (['number', 'expiry', 'cvc'] as const).find((field) => errors[field] !== undefined);
  if (first !== undefined || expiry === undefined)
    return { kind: 'invalid', errors, first: first ?? 'expiry' };
  return { kind: 'valid', number: digitsOf(card.number), ...expiry, cvc: card.cvc };
}
