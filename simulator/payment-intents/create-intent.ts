import { emitEvent } from '../events/emit-event.js';
import { boolean, accepted, integer, object, oneOf, required, string } from '../http/params.js';
import { notImitated } from '../http/not-imitated.js';
import { operation } from '../http/operation.js';
import { checkNoMethodTypes } from './method-types.js';
import { invalidRequest } from '../http/stripe-error.js';
import { resolvePaymentMethod } from '../payment-methods/resolve-payment-method.js';
import { buildIntent } from './build-intent.js';
import { confirmIntent } from './confirm-intent.js';
import { confirmingParams, describingParams, type ConfirmingParams } from './intent-params.js';
import { GREATEST_AMOUNT } from './currency.js';

const createParams = {
  ...describingParams,
  ...confirmingParams,
  amount: required(integer({ min: 1, max: GREATEST_AMOUNT })),
  automatic_payment_methods: object({
    enabled: required(boolean()),
    allow_redirects: oneOf('always', 'never'),
  }),
  confirm: boolean(),
  confirmation_method: accepted(),
  currency: required(string(3)),
  excluded_payment_method_types: accepted(),
  on_behalf_of: notImitated(),
};

/** POST /v1/payment_intents; `confirm=true` also makes the first attempt. */
export const createPaymentIntent = operation({
  name: 'payment_intents.create',
  method: 'POST',
  path: '/v1/payment_intents',
  params: createParams,
  run(call, params) {
    const confirms = params.confirm ?? false;
    if (!confirms) checkNoConfirmParams(params);
    checkNoMethodTypes(call, params.payment_method_types);
    const automatic = params.automatic_payment_methods;
    let intent = buildIntent(call, params, {
      types: params.payment_method_types,
      allowed: params.allowed_payment_method_types,
      automatic:
        automatic === undefined
          ? undefined
          : { enabled: automatic.enabled, allow_redirects: automatic.allow_redirects },
    });
    if (params.payment_method !== undefined && !confirms) {
      const { method } = resolvePaymentMethod(call, params.payment_method, intent.customer);
      intent = { ...intent, payment_method: method.id, status: 'requires_confirmation' };
    }
    call.tx.put('payment_intent', intent, call.account);
    emitEvent(call, 'payment_intent.created', intent);
    return confirms ? confirmIntent(call, intent, params) : intent;
  },
});

/** Rejects parameters that are valid only with `confirm=true`. */
function checkNoConfirmParams(params: ConfirmingParams): void {
  const names = ['confirmation_token', 'off_session', 'return_url', 'error_on_requires_action'] as const;
  const found = names.find((name) => params[name] !== undefined);
  if (found === undefined) return;
  throw invalidRequest(`The parameter \`${found}\` can only be used when \`confirm\` is set to \`true\`.`, {
    param: found,
  });
}
