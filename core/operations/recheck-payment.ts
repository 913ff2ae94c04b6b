import { causeOf } from '../identity/cause-of.js';
import type { PaymentNotFound } from '../payments/ports.js';
import type { CheckoutChange } from '../checkout/model/checkout.js';
import { intentOf, unchanged } from '../checkout/model/checkout.js';
import { scheduleStep } from '../checkout/steps/checkout-step.js';
import { retrieveIntentStep } from '../checkout/steps/retrieve-intent-step.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { isDomainError } from '../shared/domain-error.js';
import type { PaymentIntentId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { Transaction } from '../shared/transaction.js';
import type { OperatorInput, OperatorDenial } from './operator-action.js';
import { operatorAction } from './operator-action.js';
import type { Operations } from './ports.js';

export type RecheckPaymentError = OperatorDenial | PaymentNotFound;
export type RecheckedPayment = Readonly<{ paymentId: string; lookups: number }>;

type Dependencies = Readonly<{
  operations: Operations;
  transaction: Transaction;
  checkouts: Checkouts;
  wakeUp: () => void;
}>;

/**
 * Looks up every intent of a payment at the PSP, in steps that run at once, and records any changes. Lookups change
 * nothing at the PSP, so this can be repeated at any time.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, INVALID_INPUT, PAYMENT_NOT_FOUND.
 */
export async function recheckPayment(
  { operations, transaction, checkouts, wakeUp }: Dependencies,
  {
    paymentId,
    correlationId,
    ...input
  }: OperatorInput & Readonly<{ paymentId: string; correlationId: string }>,
): Promise<RecheckedPayment | RecheckPaymentError> {
  const action = operatorAction('RECHECK_PAYMENT', paymentId, input);
  if (isDomainError(action)) return action;
  const id = parseId('pay', paymentId);
  const attempts = id === null ? null : await operations.attemptsOf(id);
  if (attempts === null) return { code: 'PAYMENT_NOT_FOUND' };
  const { orderId, intentIds } = attempts;
  await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) throw new Error(`${paymentId} has no order`);
    const change = intentIds.reduce(pollNow, unchanged(checkout));
    const by = causeOf({ actor: input.actor, correlationId }, 'operator', action.id);
    await checkouts.save(tx, { change, by });
    await operations.keep(tx, action);
  });
  wakeUp();
  return { paymentId, lookups: intentIds.length };
}

function pollNow(change: CheckoutChange, intentId: PaymentIntentId): CheckoutChange {
  const { pspIntentId } = intentOf(change.after, intentId);
  if (pspIntentId === null) return change;
  return scheduleStep(change, retrieveIntentStep, {
    intentId,
    pspIntentId,
    purpose: change.after.newId('stp'),
  });
}
