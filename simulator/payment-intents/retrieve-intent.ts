import { operation } from '../http/operation.js';
import { string } from '../http/params.js';
import { resourceMissing } from '../http/stripe-error.js';
import { findIntent } from './find-intent.js';

/** GET /v1/payment_intents/:id; a browser may read an intent with its client secret. */
export const retrievePaymentIntent = operation({
  name: 'payment_intents.retrieve',
  method: 'GET',
  path: '/v1/payment_intents/:id',
  publishable: true,
  params: { client_secret: string() },
  run(call, params, path) {
    const intent = findIntent(call, path.id);
    const needsSecret = params.client_secret !== undefined || call.publishable;
    if (needsSecret && params.client_secret !== intent.client_secret) {
      throw resourceMissing('payment_intent', path.id, 'intent');
    }
    return intent;
  },
});
