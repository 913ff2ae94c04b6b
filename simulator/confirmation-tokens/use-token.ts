import { now, type Call } from '../http/call.js';
import { invalidRequest, resourceMissing } from '../http/stripe-error.js';
import { createPaymentMethod } from '../payment-methods/create-payment-method.js';
import type { ResolvedMethod } from '../payment-methods/resolve-payment-method.js';
import { testCardByNumber } from '../payment-methods/test-cards.js';
import type { ConfirmationToken } from './confirmation-token.js';

/** Uses a token for an intent and turns it into a payment method. A token works once, for twelve hours. */
export function useToken(
  call: Call,
  id: string,
  intent: { payment_intent: string } | { setup_intent: string },
): ResolvedMethod & { token: ConfirmationToken } {
  const token = call.tx.get('confirmation_token', id);
  const secret = call.tx.get('token_secret', id);
  const card = secret === undefined ? undefined : testCardByNumber(secret.number);
  if (token === undefined || card === undefined) {
    throw resourceMissing('confirmation_token', id, 'confirmation_token');
  }
  if (token.payment_intent !== null || token.setup_intent !== null) {
    throw invalidRequest('This ConfirmationToken has already been used to confirm an intent.', {
      param: 'confirmation_token',
    });
  }
  if (token.expires_at <= now(call)) {
    throw invalidRequest('This ConfirmationToken has expired.', { param: 'confirmation_token' });
  }
  const preview = token.payment_method_preview;
  const method = createPaymentMethod(call, card, { details: preview.card, billing: preview.billing_details });
  const onFile = call.tx.get('card_on_file', method.id);
  if (onFile === undefined) throw resourceMissing('PaymentMethod', method.id, 'payment_method');
  call.tx.put('confirmation_token', { ...token, ...intent });
  return { token, method, card, onFile };
}
