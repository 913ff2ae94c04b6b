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

/**
 * How the PSP treats a call. After TIMED_OUT_DONE it was executed, after TIMED_OUT it was not; the caller sees no
 * difference.
 */
export type PspMood = 'DONE' | 'DECLINED' | 'TIMED_OUT_DONE' | 'TIMED_OUT';

/** An authorized checkout, and a PSP with its own records: its actions are judged by these. */
export class CaptureWorld {
  checkout: Checkout;
  due: NewStep[] = [];
  readonly psp = {
    authorized: 0n,
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
      sellerOrders: fresh.sellerOrders.map((sellerOrder, nth) => ({
        ...sellerOrder,
        captureMode: modes[nth] ?? 'AUTOMATIC',
      })),
    };
    this.psp.authorized = this.checkout.payment.amountMinor;
    const captureBefore = new Date('2026-11-28T09:00:00.000Z');
    this.learn({ kind: 'AUTHORIZED', amountMinor: this.psp.authorized, multicapture, captureBefore });
  }

  apply(change: CheckoutChange): void {
    this.checkout = change.after;
    this.due.push(...change.steps);
    this.eventTypes.push(...change.events.map(({ type }) => type));
  }

  /** Runs a due step. After a timeout it stays due, with the same key. */
  run(step: NewStep, mood: PspMood): void {
    const isTimedOut = mood === 'TIMED_OUT' || mood === 'TIMED_OUT_DONE';
    if (mood !== 'TIMED_OUT') this.execute(step, mood === 'DECLINED');
    const fact = this.psp.answers.get(step.pspKey);
    const params = openStep(step);
    const ids = paymentOrdersOf(params);
    if (isTimedOut || fact === undefined) {
      if (ids.length > 0)
        this.apply(deferCapture(this.checkout, ids, { attempt: 1, retryInMs: 500, reason: 'timeout' }));
      return;
    }
    this.due = this.due.filter(({ id }) => id !== step.id);
    this.apply(applyPspFact(this.checkout, { intentId: params.intentId, paymentOrderIds: ids }, fact));
  }

  /** The authorization ends at the PSP without our request, and a webhook reports it. */
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
    this.apply(applyPspFact(this.checkout, { intentId: intent.id, paymentOrderIds: [] }, fact));
  }

  /**
   * Behaves like the PSP: one key, one effect; nothing after the end of the authorization; never more than was
   * authorized.
   */
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
        if (params.amountMinor > psp.authorized - psp.captured)
          throw new Error('captured more than was authorized');
        if (!params.finalCapture && this.checkout.payment.captureStrategy !== 'MULTICAPTURE')
          throw new Error('a capture that is not final needs multicapture');
        psp.captured += params.amountMinor;
        psp.isOpen = !params.finalCapture;
        this.capturedPaymentOrders.push(...params.paymentOrderIds);
        return { kind: 'CAPTURED', amountMinor: params.amountMinor };
      }
      case 'RELEASE':
        if (psp.captured === 0n)
          throw new Error('an authorization without captures is canceled, not released');
        psp.isOpen = false;
        return { kind: 'AUTHORIZATION_RELEASED' };
      case 'CANCEL':
        psp.isOpen = false;
        return { kind: 'INTENT_CANCELED', capturedMinor: psp.captured };
      case 'REFUND': {
        const reported = { kind: 'REFUND', refundId: params.refundId } as const;
        if (isFailed) return { ...reported, pspRefundId: null, status: 'FAILED', reason: 'rejected' };
        if (params.amountMinor > psp.captured - psp.refunded)
          throw new Error('refunded more than was captured');
        psp.refunded += params.amountMinor;
        return { ...reported, pspRefundId: `re_${params.refundId}`, status: 'SUCCEEDED', reason: null };
      }
      default:
        throw new Error(`${params.kind} is not a capture or refund step`);
    }
  }
}

/** The payment orders that a step is about. */
export function paymentOrdersOf(step: OpenStep): readonly PaymentOrderId[] {
  if ('paymentOrderIds' in step) return step.paymentOrderIds;
  return 'paymentOrderId' in step ? [step.paymentOrderId] : [];
}
