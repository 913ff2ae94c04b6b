import type { CaptureMode } from '../../catalog/seller.js';
import { applyPspFact } from '../apply-psp-fact.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import type { NewStep } from '../../psp/step.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import { buildCheckout } from './build-checkout.js';
import { openStep } from './open-step.js';
import type { OpenStep } from './open-step.js';
import { deferCapture } from '../capture/apply-capture.js';

/** What the PSP does with a call. UNANSWERED is executed or not, and tells neither. */
export type PspMood = 'DONE' | 'DECLINED' | 'UNANSWERED_DONE' | 'UNANSWERED';

/** A checkout whose money is held, and a PSP that keeps books of its own: what it did is judged by these. */
export class CaptureWorld {
  checkout: Checkout;
  due: NewStep[] = [];
  readonly psp = {
    held: 0n,
    captured: 0n,
    refunded: 0n,
    isOpen: true,
    calls: 0,
    answers: new Map<string, CheckoutFact>(),
  };
  readonly capturedPaymentOrders: string[] = [];
  readonly eventTypes: string[] = [];

  constructor({ modes, multicapture }: { modes: readonly CaptureMode[]; multicapture: boolean }) {
    const fresh = buildCheckout({ sellers: modes.length });
    this.checkout = {
      ...fresh,
      sellerOrders: fresh.sellerOrders.map((part, nth) => ({
        ...part,
        captureMode: modes[nth] ?? 'AUTOMATIC',
      })),
    };
    this.psp.held = this.checkout.payment.amountMinor;
    const captureBefore = new Date('2026-11-28T09:00:00.000Z');
    this.learn({ kind: 'AUTHORIZED', amountMinor: this.psp.held, multicapture, captureBefore });
  }

  take(change: CheckoutChange): void {
    this.checkout = change.after;
    this.due.push(...change.steps);
    this.eventTypes.push(...change.events.map(({ type }) => type));
  }

  /** Runs a step that is owed. A step without an answer is owed again, with the same key. */
  run(step: NewStep, mood: PspMood): void {
    const isUnanswered = mood === 'UNANSWERED' || mood === 'UNANSWERED_DONE';
    if (mood !== 'UNANSWERED') this.execute(step, mood === 'DECLINED');
    const fact = this.psp.answers.get(step.pspKey);
    const params = openStep(step);
    const ids = paymentOrdersOf(params);
    if (isUnanswered || fact === undefined) {
      if (ids.length > 0)
        this.take(deferCapture(this.checkout, ids, { attempt: 1, retryInMs: 500, reason: 'timeout' }));
      return;
    }
    this.due = this.due.filter(({ id }) => id !== step.id);
    this.take(applyPspFact(this.checkout, { intentId: params.intentId, paymentOrderIds: ids }, fact));
  }

  /** The PSP lets the hold go without being asked, and a webhook tells. */
  expire(): void {
    this.psp.isOpen = false;
    if (this.psp.captured === 0n) this.learn({ kind: 'INTENT_CANCELED', capturedMinor: 0n });
    else {
      const amountMinor = this.checkout.payment.amountMinor;
      const reported = { kind: 'AUTHORIZED', amountMinor, multicapture: true, captureBefore: null } as const;
      this.learn({ ...reported, endedWithMinor: this.psp.captured });
    }
  }

  private learn(fact: CheckoutFact): void {
    const [intent] = this.checkout.intents;
    if (intent === undefined) throw new Error('no intent');
    this.take(applyPspFact(this.checkout, { intentId: intent.id, paymentOrderIds: [] }, fact));
  }

  /** As the PSP does: one key, one effect; nothing after the end of the hold; never more than is held. */
  private execute(step: NewStep, isFailed: boolean): void {
    const { pspKey } = step;
    if (this.psp.answers.has(pspKey)) return;
    this.psp.calls += 1;
    this.psp.answers.set(pspKey, this.effect(openStep(step), isFailed));
  }

  private effect(params: OpenStep, isFailed: boolean): CheckoutFact {
    const { psp } = this;
    switch (params.kind) {
      case 'CAPTURE': {
        if (!psp.isOpen)
          return { kind: 'CAPTURE_FAILED', reason: 'unexpected state', authorizationLost: true };
        if (isFailed) return { kind: 'CAPTURE_FAILED', reason: 'rejected', authorizationLost: false };
        if (params.amountMinor > psp.held - psp.captured) throw new Error('captured above the hold');
        if (!params.finalCapture && this.checkout.payment.captureStrategy !== 'MULTICAPTURE')
          throw new Error('a capture that is not final needs multicapture');
        psp.captured += params.amountMinor;
        psp.isOpen = !params.finalCapture;
        this.capturedPaymentOrders.push(...params.paymentOrderIds);
        return { kind: 'CAPTURED', amountMinor: params.amountMinor };
      }
      case 'RELEASE':
        if (psp.captured === 0n)
          throw new Error('a hold of which nothing was captured is canceled, not closed');
        psp.isOpen = false;
        return { kind: 'AUTHORIZATION_RELEASED' };
      case 'CANCEL':
        psp.isOpen = false;
        return { kind: 'INTENT_CANCELED', capturedMinor: psp.captured };
      case 'REFUND': {
        const reported = { kind: 'REFUND', refundId: params.refundId } as const;
        if (isFailed) return { ...reported, pspRefundId: null, status: 'FAILED', reason: 'rejected' };
        if (params.amountMinor > psp.captured - psp.refunded) throw new Error('refunded above the capture');
        psp.refunded += params.amountMinor;
        return { ...reported, pspRefundId: `re_${params.refundId}`, status: 'SUCCEEDED', reason: null };
      }
      default:
        throw new Error(`${params.kind} is no business of captures`);
    }
  }
}

/** The payment orders that a step is about. */
export function paymentOrdersOf(step: OpenStep): readonly PaymentOrderId[] {
  if ('paymentOrderIds' in step) return step.paymentOrderIds;
  return 'paymentOrderId' in step ? [step.paymentOrderId] : [];
}
