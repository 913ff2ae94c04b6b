import { z } from 'zod';

import type { PaymentNotAuthorizable } from '../checkout/authorization/request-authorization.js';
import { requestAuthorization } from '../checkout/authorization/request-authorization.js';
import type { CheckoutChange, CheckoutIntent } from '../checkout/model/checkout.js';
import { intentOf } from '../checkout/model/checkout.js';
import type { PaymentIntentStatus } from '../checkout/model/payment-intent-states.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { ownAccess } from '../checkout/model/order-access.js';
import { RETRY_AFTER_MS } from '../psp/budget.js';
import type { Answered, InteractiveCommandDependencies } from '../checkout/run-interactive-command.js';
import { runInteractiveCommand } from '../checkout/run-interactive-command.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Decision, KeyConflict } from '../idempotency/run-command.js';
import { causeOf } from '../identity/cause-of.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import type { Requester } from '../identity/requester.js';
import type { LeasedStep } from '../psp/step.js';
import { orderOf } from '../checkout/steps/checkout-step.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import type { PaymentNotFound } from './ports.js';

export type AuthorizePaymentDependencies = InteractiveCommandDependencies &
  Readonly<{
    checkouts: Checkouts;
    tokens: GuestTokens;
    /**
     * Where the bank redirects the browser: the order's page without its token, because this URL is stored and passed
     * on to third parties.
     */
    returnUrl: (orderId: string) => string;
  }>;

const command = z.object({
  paymentIntentId: z.string(),
  /** Created in the browser by the PSP's own element; card data never reaches us. */
  confirmationToken: z.string().regex(/^[\w-]{8,255}$/, 'must be a PSP confirmation token'),
  idempotencyKey,
});

export type AuthorizePaymentInput = z.input<typeof command> &
  Readonly<{
    /** For a guest's order; its owner needs none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

export type AuthorizePaymentError = InvalidInput | PaymentNotFound | KeyConflict | PaymentNotAuthorizable;

/** The attempt after the call; a decline is a result, not an error of the command. */
export const authorizationAnswer = z.object({
  orderId: z.string(),
  paymentIntentStatus: z.enum(['PENDING_AUTH', 'REQUIRES_ACTION', 'AUTHORIZED', 'DECLINED', 'CANCELED']),
  declineCode: z.string().nullable(),
  declineMessage: z.string().nullable(),
  retryAfterMs: z.int().nullable(),
});

export type AuthorizationAnswer = z.output<typeof authorizationAnswer>;

type Requested = Readonly<{ change: CheckoutChange; step: LeasedStep }>;

/**
 * Requests the bank's authorization for one attempt. CREATED → PENDING_AUTH is a compare-and-set under the order's
 * lock, so exactly one request ever calls the PSP's confirm. The bank has three seconds; after that the answer is
 * PENDING_AUTH, the call continues, and the result is announced to subscribers.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_NOT_FOUND (also without access), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_NOT_AUTHORIZABLE.
 */
export async function authorizePayment(
  dependencies: AuthorizePaymentDependencies,
  input: AuthorizePaymentInput,
): Promise<Answered<AuthorizationAnswer> | AuthorizePaymentError> {
  const { checkouts, tokens } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const intentId = parseId('pin', parsed.data.paymentIntentId);
  if (intentId === null) return { code: 'PAYMENT_NOT_FOUND' };
  const { orderToken, requester } = input;
  const access = ownAccess({ tokens }, { actor: requester.actor, token: orderToken });
  const { confirmationToken, idempotencyKey: key } = parsed.data;
  const by = causeOf(requester, 'shopper', 'authorizePayment');

  return runInteractiveCommand(dependencies, {
    answer: authorizationAnswer,
    input: { intentId, confirmationToken },
    lock: (tx) => checkouts.lockByIntent(tx, intentId, access),
    notFound: { code: 'PAYMENT_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    key: (checkout) => ({
      scope: { actor: `order:${checkout.order.id}`, operation: 'authorizePayment', key },
      provisional: answerOf(checkout.order.id, { ...intentOf(checkout, intentId), status: 'PENDING_AUTH' }),
    }),
    async decide(_, checkout): Promise<Decision<AuthorizationAnswer, Requested> | PaymentNotAuthorizable> {
      const { id } = checkout.order;
      const returnUrl = dependencies.returnUrl(id);
      const requested = requestAuthorization(checkout, { intentId, confirmationToken, returnUrl });
      if ('code' in requested) return requested;
      const pending = { ...intentOf(checkout, intentId), status: 'PENDING_AUTH' as const };
      return { answer: answerOf(id, pending), write: requested };
    },
    async save(tx, { change, step }) {
      const { version } = await checkouts.save(tx, { change, by });
      return { orderId: orderOf(step), version };
    },
    by,
    finalAnswer: ({ step }, intent) => answerOf(orderOf(step), intent),
  });
}

type AnsweredIntent<Status> = Pick<CheckoutIntent, 'declineCode' | 'declineMessage'> &
  Readonly<{ status: Status }>;

function answerOf<Status extends PaymentIntentStatus>(
  orderId: string,
  { status, declineCode, declineMessage }: AnsweredIntent<Status>,
) {
  const retryAfterMs = status === 'PENDING_AUTH' ? RETRY_AFTER_MS : null;
  return { orderId, paymentIntentStatus: status, declineCode, declineMessage, retryAfterMs };
}
