import type { Call } from '../http/call.js';
import { invalidRequest, resourceMissing } from '../http/stripe-error.js';
import { createFromToken } from './create-payment-method.js';
import type { CardOnFile, PaymentMethod } from './payment-method.js';
import type { TestCard } from './test-card.js';
import { testCardByNumber, testCardByToken } from './test-cards.js';

/** A payment method together with its hidden side. */
export interface ResolvedMethod {
  method: PaymentMethod;
  card: TestCard;
  onFile: CardOnFile;
}

/** Resolves an id or a `pm_card_…` token to a payment method that `customer` can pay with. */
export function resolvePaymentMethod(call: Call, id: string, customer: string | null): ResolvedMethod {
  const token = testCardByToken(id);
  const method = token === undefined ? call.tx.get('payment_method', id) : createFromToken(call, token);
  if (method === undefined || (call.tx.ownerOf(method.id) ?? null) !== call.account) {
    throw resourceMissing('PaymentMethod', id, 'payment_method');
  }
  const onFile = call.tx.get('card_on_file', method.id);
  const card = onFile === undefined ? undefined : testCardByNumber(onFile.number);
  if (onFile === undefined || card === undefined)
    throw resourceMissing('PaymentMethod', id, 'payment_method');
  checkUsable(method, onFile, customer);
  return { method, card, onFile };
}

function checkUsable(method: PaymentMethod, onFile: CardOnFile, customer: string | null): void {
  if (method.customer === null && onFile.used) {
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
        'connected account without Customer attachment, or was detached from a Customer. It may not be used again. ' +
        'To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    );
  }
  if (method.customer !== null && method.customer !== customer) {
    throw invalidRequest(
      `The PaymentMethod supplied (${method.id}) belongs to a Customer, but no Customer or another Customer was ` +
        'supplied. Please include the Customer in the `customer` parameter on the PaymentIntent.',
      { param: 'payment_method' },
    );
  }
}
