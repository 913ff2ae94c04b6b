import {
  createConfirmationToken,
  createTestConfirmationToken,
  retrieveConfirmationToken,
} from './confirmation-tokens/create-token.js';
import type { Operation } from './http/operation.js';
import { cancelPaymentIntent } from './payment-intents/cancel-intent.js';
import { capturePaymentIntent } from './payment-intents/capture-intent.js';
import { confirmPaymentIntent } from './payment-intents/confirm-intent.js';
import { createPaymentIntent } from './payment-intents/create-intent.js';
import { retrievePaymentIntent } from './payment-intents/retrieve-intent.js';

/** Every operation of Stripe's API that the simulator imitates. */
export const operations: readonly Operation[] = [
  createPaymentIntent,
  retrievePaymentIntent,
  confirmPaymentIntent,
  capturePaymentIntent,
  cancelPaymentIntent,
  createConfirmationToken,
  retrieveConfirmationToken,
  createTestConfirmationToken,
];
