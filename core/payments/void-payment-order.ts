import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { KeyConflict } from '../idempotency/run-command.js';
import type { Requester } from '../identity/requester.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { ManualCommandDependencies, DecidedPaymentOrder } from './manual-command.js';
import { runManualCommand } from './manual-command.js';
import type { PaymentOrderNotVoidable } from '../checkout/capture/decide-payment-order.js';
import { decideVoid } from '../checkout/capture/decide-payment-order.js';
import type { PaymentOrderNotFound } from './ports.js';

const command = z.object({
  reason: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  idempotencyKey,
});

export type VoidPaymentOrderInput = z.input<typeof command> & Readonly<{ paymentOrderId: string }>;

export type VoidPaymentOrderError =
  InvalidInput | PaymentOrderNotFound | KeyConflict | PaymentOrderNotVoidable;

/**
 * Voids a payment order: it will not be captured, and the authorization is released once its last payment order is
 * settled. What the seller has not shipped is canceled with it.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_ORDER_NOT_FOUND (also for another seller's),
 * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, PAYMENT_ORDER_NOT_VOIDABLE.
 */
export async function voidPaymentOrder(
  dependencies: ManualCommandDependencies,
  { requester, paymentOrderId, ...input }: VoidPaymentOrderInput & { requester: Requester },
): Promise<DecidedPaymentOrder | VoidPaymentOrderError> {
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { reason } = parsed.data;
  return runManualCommand(dependencies, {
    requester,
    paymentOrderId,
    operation: 'voidPaymentOrder',
    ...parsed.data,
    decide: (checkout, id) => decideVoid(checkout, { paymentOrderId: id, reason }),
  });
}
