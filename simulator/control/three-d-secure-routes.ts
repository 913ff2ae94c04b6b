import { StripeError } from '../http/stripe-error.js';
import type { PaymentIntent } from '../payment-intents/payment-intent.js';
import type { SetupIntent } from '../setup-intents/setup-intent.js';
import type { Simulator } from '../simulator.js';
import { challengePage } from '../three-d-secure/challenge-page.js';
import {
  finishAuthentication,
  finishSetupAuthentication,
  type AuthenticationResult,
} from '../three-d-secure/finish-authentication.js';
import { ControlError, type ControlAnswer, type ControlRequest, type ControlRoute } from './control-route.js';

/** The simulated bank's page, to which `next_action` redirects the shopper. */
export const threeDSecureRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: /^\/_sim\/3ds\/([^/]+)$/,
    run: (simulator, _request, id) => ({ status: 200, html: challengePage(findIntent(simulator, id)) }),
  },
  {
    method: 'POST',
    path: /^\/_sim\/3ds\/([^/]+)$/,
    run: answerChallenge,
  },
];

/** Completes or fails the challenge, then redirects the shopper to the shop as Stripe does. */
function answerChallenge(simulator: Simulator, request: ControlRequest, id: string): ControlAnswer {
  const intent = findIntent(simulator, id);
  const result = new URLSearchParams(request.body).get('result');
  if (result !== 'complete' && result !== 'fail')
    throw new ControlError(400, 'result must be complete or fail');
  const returnUrl =
    intent.next_action?.type === 'redirect_to_url' ? intent.next_action.redirect_to_url.return_url : null;
  try {
    finish(simulator, intent, result);
  } catch (error) {
    // Declined after the challenge: the intent has recorded it, and the shopper returns with `failed`.
    if (!(error instanceof StripeError && error.type === 'card_error')) throw error;
  }
  const after = findIntent(simulator, id);
  if (returnUrl === null) return { status: 200, html: challengePage(after) };
  return { status: 303, location: returnLocation(returnUrl, after) };
}

function finish(
  simulator: Simulator,
  intent: PaymentIntent | SetupIntent,
  result: AuthenticationResult,
): void {
  simulator.act(simulator.store.ownerOf(intent.id) ?? null, (call) => {
    if (intent.object === 'payment_intent') finishAuthentication(call, intent, result);
    else finishSetupAuthentication(call, intent, result);
  });
}

function returnLocation(returnUrl: string, intent: PaymentIntent | SetupIntent): string {
  const url = new URL(returnUrl);
  const succeeded = intent.status === 'succeeded' || intent.status === 'requires_capture';
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
  url.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return url.toString();
}

function findIntent(simulator: Simulator, id: string): PaymentIntent | SetupIntent {
  const intent =
    simulator.store.table('payment_intent').get(id) ?? simulator.store.table('setup_intent').get(id);
  if (intent === undefined) throw new ControlError(404, `No such payment_intent: '${id}'`);
  return intent;
}
