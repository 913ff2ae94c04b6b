import { useRef, useState } from 'react';
import { cvcLength, formatCardNumber } from './card-number.js';
import { checkCard, type CardErrors, type CardField, type CheckedCard } from './check-card.js';

/** Any future date; the simulated PSP only checks the number. */
const TEST_EXPIRY = '12 / 34';
const TEST_CVC = '1234';

/** The card's fields and errors; a failed check focuses the first invalid field. */
export function useCardForm(isLocked: boolean) {
  const [card, setCard] = useState({ number: '', expiry: '', cvc: '' });
  const [errors, setErrors] = useState<CardErrors>({});
  const inputs = useRef<Partial<Record<CardField, HTMLInputElement | null>>>({});
  return {
    card,
    change: (field: CardField, value: string) => {
      setCard((before) => ({ ...before, [field]: value }));
      setErrors((before) => ({ ...before, [field]: undefined }));
    },
    /** Fills in a test card. */
    pick: (number: string) => {
      const cvc = TEST_CVC.slice(0, cvcLength(number));
      setCard({ number: formatCardNumber(number), expiry: TEST_EXPIRY, cvc });
      setErrors({});
    },
    check: (): CheckedCard => {
      const checked = checkCard(card, new Date());
      if (checked.kind === 'invalid') {
        setErrors(checked.errors);
        inputs.current[checked.first]?.focus();
      }
      return checked;
    },
    field: (name: CardField) => ({
      name: `card-${name}`,
      value: card[name],
      error: errors[name],
      disabled: isLocked,
      inputMode: 'numeric' as const,
      ref: (element: HTMLInputElement | null) => {
        inputs.current[name] = element;
      },
    }),
  };
}
