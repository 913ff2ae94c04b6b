import type { PaymentMethod } from '../payment-methods/payment-method.js';

/** `last_payment_error`: the card error of the latest attempt, on the intent until the next one. */
export interface LastPaymentError {
  advice_code?: string;
  charge?: string;
  code: string;
  decline_code?: string;
  doc_url: string;
  message: string;
  payment_method?: PaymentMethod;
  type: 'card_error' | 'invalid_request_error';
}
