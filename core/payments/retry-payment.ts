import { z } from 'zod';

import type { NewAttempt, PaymentNotRetryable } from '../checkout/authorization/open-attempt.js';
import { openAttempt } from '../checkout/authorization/open-attempt.js';
import type { OrderAnswer } from '../checkout/authorization/order-answer.js';
import { knownAnswer, orderAnswer, provisionalAnswer } from '../checkout/authorization/order-answer.js';
import type { StrategySetting } from '../checkout/authorization/plan-authorizations.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { ownAccess } from '../checkout/model/order-access.js';
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
import { newId, parseId } from '../shared/ids.js';
import type { PaymentNotFound } from './ports.js';

export type RetryPaymentDependencies = InteractiveCommandDependencies &
  Readonly<{ checkouts: Checkouts; tokens: GuestTokens; captureStrategy: StrategySetting }>;

export type RetryPaymentInput = Readonly<{
  paymentId: string;
  /** For a guest's order; its owner needs none. */
  orderToken: string | null | undefined;
  idempotencyKey: string;
  requester: Requester;
}>;

export type RetryPaymentError = InvalidInput | PaymentNotFound | KeyConflict | PaymentNotRetryable;

type Opened = Readonly<{ change: CheckoutChange; step: LeasedStep; provisional: OrderAnswer }>;

/**
 * Opens a new attempt on an order whose last one was declined. The database allows one live attempt per payment, so a
 * shopper with two tabs still has at most one authorization.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_NOT_FOUND (also without access), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_NOT_RETRYABLE.
 */
export async function retryPayment(
  dependencies: RetryPaymentDependencies,
  input: RetryPaymentInput,
): Promise<Answered<OrderAnswer> | RetryPaymentError> {
  const { checkouts, tokens, captureStrategy: setting } = dependencies;
  const parsed = z.object({ idempotencyKey }).safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const paymentId = parseId('pay', input.paymentId);
  if (paymentId === null) return { code: 'PAYMENT_NOT_FOUND' };
  const { orderToken, requester } = input;
  const access = ownAccess({ tokens }, { actor: requester.actor, token: orderToken });
  const { idempotencyKey: key } = parsed.data;
  const by = causeOf(requester, 'shopper', 'retryPayment');
  const attempt: NewAttempt = { intentId: newId('pin'), setting };
  const provisionalOf = ({ order }: Checkout) =>
    provisionalAnswer({ ...order, paymentId, intentId: attempt.intentId });

  return runInteractiveCommand(dependencies, {
    answer: orderAnswer,
    input: { paymentId },
    lock: (tx) => checkouts.lockByPayment(tx, paymentId, access),
    notFound: { code: 'PAYMENT_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    key: (checkout) => ({
      scope: { actor: `order:${checkout.order.id}`, operation: 'retryPayment', key },
      provisional: provisionalOf(checkout),
    }),
    async decide(_, checkout): Promise<Decision<OrderAnswer, Opened> | PaymentNotRetryable> {
      const opened = openAttempt(checkout, attempt);
      if ('code' in opened) return opened;
      const provisional = provisionalOf(checkout);
      return { answer: provisional, write: { ...opened, provisional } };
    },
    async save(tx, { change, step }) {
      const { version } = await checkouts.save(tx, { change, by });
      return { orderId: orderOf(step), version };
    },
    by,
    finalAnswer: ({ provisional }, intent) => knownAnswer(provisional, intent),
  });
}
