import { newId } from '../../shared/ids.js';
import type { Checkout } from './checkout.js';
import type { NewPaymentStep } from '../../psp/payment-step.js';

type Owed = Pick<NewPaymentStep, 'intentId' | 'pspKey' | 'params'> &
  Partial<Pick<NewPaymentStep, 'id' | 'paymentOrderId' | 'runInMs'>>;

/** A step that owes the PSP something about one intent of the checkout; due at once unless it says otherwise. */
export function intentStep({ order, payment }: Checkout, owed: Owed): NewPaymentStep {
  const whose = { orderId: order.id, paymentId: payment.id };
  return { id: newId('stp'), ...whose, paymentOrderId: null, lease: null, ...owed };
}
