import { applyCaptured, applyCaptureFailed } from './capture/apply-capture.js';
import { endAuthorization } from './capture/end-authorization.js';
import { completeWhenDone } from './ending/complete-order.js';
import { continueCancellation } from './ending/continue-cancellation.js';
import {
  applyActionRequired,
  applyAuthorized,
  applyDeclined,
  applyIntentCanceled,
  applyIntentCreated,
  applyIntentRejected,
} from './authorization/intent-facts.js';
import type { Checkout, CheckoutChange } from './model/checkout.js';
import { unchanged } from './model/checkout.js';
import type { CheckoutFact } from './model/checkout-psp.js';
import type { FactSubject } from './model/fact-subject.js';
import { applyRefund } from './refund/apply-refund.js';
import { assertNever } from '../shared/assert-never.js';

/**
 * Decides what a PSP fact changes in a checkout. Pure, idempotent and monotonic: a fact that is already known or stale
 * changes nothing, so facts may arrive repeatedly and in any order.
 */
export function applyPspFact(checkout: Checkout, subject: FactSubject, fact: CheckoutFact): CheckoutChange {
  return completeWhenDone(continueCancellation(decide(checkout, subject, fact)));
}

function decide(checkout: Checkout, subject: FactSubject, fact: CheckoutFact): CheckoutChange {
  switch (fact.kind) {
    case 'INTENT_CREATED':
      return applyIntentCreated(checkout, subject, fact);
    case 'AUTHORIZED':
      return applyAuthorized(checkout, subject, fact);
    case 'ACTION_REQUIRED':
      return applyActionRequired(checkout, subject, fact);
    case 'PROCESSING':
      return unchanged(checkout);
    case 'DECLINED':
      return applyDeclined(checkout, subject, fact);
    case 'INTENT_REJECTED':
      return applyIntentRejected(checkout, subject, fact);
    case 'INTENT_CANCELED':
      return applyIntentCanceled(checkout, subject, fact);
    case 'CAPTURED':
      return applyCaptured(checkout, subject.paymentOrderIds, fact.amountMinor);
    case 'CAPTURE_FAILED':
      return applyCaptureFailed(checkout, subject.paymentOrderIds, fact);
    case 'REFUND':
      return applyRefund(checkout, fact);
    case 'AUTHORIZATION_RELEASED':
      return endAuthorization(unchanged(checkout), { intentId: subject.intentId, capturedMinor: null });
    default:
      return assertNever(fact);
  }
}
