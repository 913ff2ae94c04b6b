import { z } from 'zod';

import type { GuestTokens } from '../identity/guest-tokens.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { IdempotencyKeyInProgress, IdempotencyKeyReused } from '../idempotency/ports.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { parseId } from '../shared/ids.js';
import { ownAccess } from '../checkout/model/order-access.js';
import type { Requester } from '../identity/requester.js';
import { causeOf } from '../identity/cause-of.js';
import type { CheckoutIntent } from '../checkout/model/checkout.js';
import { intentOf, moveIntent, unchanged } from '../checkout/model/checkout.js';
import type { PaymentIntentStatus } from '../checkout/model/payment-intent-states.js';
import type { Transaction } from '../shared/transaction.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { orderOf, scheduleLeased } from '../checkout/steps/checkout-step.js';
import { confirmStep } from '../checkout/steps/confirm-step.js';
import type { BudgetDependencies } from '../psp/budget.js';
import { answerWithinBudget, claimLockMs, RETRY_AFTER_MS } from '../psp/budget.js';
import type { AnswerMaker } from '../checkout/answer-maker.js';
import type { CheckoutSteps } from '../checkout/checkout-steps.js';

export type AuthorizePaymentDependencies = BudgetDependencies &
  Readonly<{
    transaction: Transaction;
    checkouts: Checkouts;
    checkoutSteps: CheckoutSteps;
    live: LiveUpdates;
    tokens: GuestTokens;
    /** Where the bank sends the browser back to: the order's page, without its token, because the address is kept and given away. */
    returnUrl: (orderId: string) => string;
  }>;

const command = z.object({
  paymentIntentId: z.string(),
  /** Made in the browser by the PSP's own element; card data never reaches us. */
  confirmationToken: z.string().regex(/^[\w-]{8,255}$/, 'must be a confirmation token of the PSP'),
  idempotencyKey,
});

export type AuthorizePaymentInput = z.input<typeof command> &
  Readonly<{
    /** Of a guest's order; its owner needs none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

export type PaymentNotFound = DomainError<'PAYMENT_NOT_FOUND'>;
/** The attempt is past the point where it can be confirmed, or not yet there. */
export type PaymentNotAuthorizable = DomainError<'PAYMENT_NOT_AUTHORIZABLE', { status: PaymentIntentStatus }>;

export type AuthorizePaymentError =
  InvalidInput | IdempotencyKeyReused | IdempotencyKeyInProgress | PaymentNotFound | PaymentNotAuthorizable;

/** The attempt after the call; a decline is an answer, not a failure of the command. */
export const authorizationAnswer = z.object({
  orderId: z.string(),
  paymentIntentStatus: z.enum(['PENDING_AUTH', 'REQUIRES_ACTION', 'AUTHORIZED', 'DECLINED', 'CANCELED']),
  declineCode: z.string().nullable(),
  declineMessage: z.string().nullable(),
  retryAfterMs: z.int().nullable(),
});

export type AuthorizationAnswer = z.output<typeof authorizationAnswer>;
export type AuthorizedPayment = Readonly<{ answer: AuthorizationAnswer; replayed: boolean }>;

/**
 * Asks the bank to hold the money of one attempt. CREATED → PENDING_AUTH is compared and set under the order's lock, so
 * exactly one request ever calls the PSP's confirm. The bank has three seconds; after them the answer is PENDING_AUTH,
 * the call goes on, and the result is announced to subscribers.
 *
 * Errors in order of precedence: INVALID_INPUT, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_NOT_FOUND
 * (also when it is somebody else's), PAYMENT_NOT_AUTHORIZABLE.
 */
export async function authorizePayment(
  dependencies: AuthorizePaymentDependencies,
  input: AuthorizePaymentInput,
): Promise<AuthorizedPayment | AuthorizePaymentError> {
  const { transaction, checkouts, idempotency, tokens, live } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const intentId = parseId('pin', parsed.data.paymentIntentId);
  if (intentId === null) return { code: 'PAYMENT_NOT_FOUND' };
  const { orderToken, requester } = input;
  const access = ownAccess({ tokens }, { actor: requester.actor, token: orderToken });
  const by = causeOf(requester, 'shopper', 'authorizePayment');
  const { confirmationToken, idempotencyKey: key } = parsed.data;
  const scopeOf = (orderId: string) => ({ actor: `order:${orderId}`, operation: 'authorizePayment', key });

  const begun = await transaction.run(async (tx) => {
    const checkout = await checkouts.lockByIntent(tx, intentId, access);
    if (checkout === null) return tx.refuse({ code: 'PAYMENT_NOT_FOUND' });
    const provisional = answerOf(checkout.order.id, {
      ...intentOf(checkout, intentId),
      status: 'PENDING_AUTH',
    });
    const lockMs = claimLockMs(dependencies.pspBudgetMs);
    const claim = await idempotency.claim(tx, {
      scope: scopeOf(checkout.order.id),
      input: { intentId, confirmationToken },
      provisional,
      lockMs,
    });
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const { status } = intentOf(checkout, intentId);
    if (status !== 'CREATED') return tx.refuse({ code: 'PAYMENT_NOT_AUTHORIZABLE', status });
    const returnUrl = dependencies.returnUrl(checkout.order.id);
    const { pspIntentId } = intentOf(checkout, intentId);
    if (pspIntentId === null) throw new Error(`${intentId} is CREATED without a PSP intent`);
    const requested = moveIntent(unchanged(checkout), { id: intentId, event: 'confirmRequested' });
    const params = { intentId, pspIntentId, confirmationToken, returnUrl };
    const { change, step } = scheduleLeased(requested, confirmStep, params);
    const { version } = await checkouts.save(tx, { change, by });
    return { step, version };
  });

  if ('code' in begun) return begun;
  if ('replay' in begun) return { answer: authorizationAnswer.parse(begun.replay), replayed: true };

  const { step, version } = begun;
  const orderId = orderOf(step);
  live.announce({ orderId, version });
  const scope = scopeOf(orderId);
  const reply: AnswerMaker = (intent) => ({ scope, response: answerOf(orderId, intent) });
  const work = dependencies.checkoutSteps.run({ step, by, reply });
  const stored = await answerWithinBudget(dependencies, { scope, work });
  return { answer: authorizationAnswer.parse(stored), replayed: false };
}

type AnsweredIntent = Pick<CheckoutIntent, 'status' | 'declineCode' | 'declineMessage'>;

function answerOf(orderId: string, { status, declineCode, declineMessage }: AnsweredIntent) {
  const retryAfterMs = status === 'PENDING_AUTH' ? RETRY_AFTER_MS : null;
  return { orderId, paymentIntentStatus: status, declineCode, declineMessage, retryAfterMs };
}
