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

/** The errors by field, or the card as the PSP expects it. */
export function checkCard(card: Readonly<Record<CardField, string>>, now: Date): CheckedCard {
  const errors: Partial<Record<CardField, string>> = {};
  const expiry = parseExpiry(card.expiry);
  if (!isCardNumber(card.number)) errors.number = 'Check your card number. It’s incomplete or incorrect.';
  if (expiry === undefined) errors.expiry = 'Enter the expiry date as MM / YY.';
  else if (isExpired(expiry, now)) errors.expiry = 'This card has expired.';
  if (card.cvc.length < cvcLength(card.number)) {
    errors.cvc = `Enter the ${cvcLength(card.number)}-digit security code.`;
  }
  const first = (['number', 'expiry', 'cvc'] as const).find((field) => errors[field] !== undefined);
  if (first !== undefined || expiry === undefined)
    return { kind: 'invalid', errors, first: first ?? 'expiry' };
  return { kind: 'valid', number: digitsOf(card.number), ...expiry, cvc: card.cvc };
}
