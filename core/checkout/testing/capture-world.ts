import type { CaptureMode } from '../../catalog/seller.js';
import { applyPspFact } from '../apply-psp-fact.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import type { NewPaymentStep } from '../../psp/payment-step.js';
import { sharesOf } from '../../psp/payment-step.js';
import type { PspFact } from '../../psp/psp.js';
import { buildCheckout } from './build-checkout.js';
import { deferCapture } from '../capture/apply-capture.js';

/** What the PSP does with a call. UNANSWERED is executed or not, and tells neither. */
export type PspMood = 'DONE' | 'REFUSED' | 'UNANSWERED_DONE' | 'UNANSWERED';

/** A checkout whose money is held, and a PSP that keeps books of its own: what it did is judged by these. */
export class CaptureWorld {
  checkout: Checkout;
  owed: NewPaymentStep[] = [];
  readonly psp = {
    held: 0n,
    captured: 0n,
    refunded: 0n,
    isOpen: true,
    calls: 0,
    answers: new Map<string, PspFact>(),
  };
  readonly capturedShares: string[] = [];
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
    this.owed.push(...change.steps);
    this.eventTypes.push(...change.events.map(({ type }) => type));
  }

  /** Runs a step that is owed. A step without an answer is owed again, with the same key. */
  run(step: NewPaymentStep, mood: PspMood): void {
    const isUnanswered = mood === 'UNANSWERED' || mood === 'UNANSWERED_DONE';
    if (mood !== 'UNANSWERED') this.execute(step, mood === 'REFUSED');
    const fact = this.psp.answers.get(step.pspKey);
    const leased = { ...step, leaseToken: 'lease', attempt: 1, firstCalledMsAgo: 0 };
    if (isUnanswered || fact === undefined) {
      const ids = sharesOf(leased);
      if (ids.length > 0)
        this.take(deferCapture(this.checkout, ids, { attempt: 1, retryInMs: 500, reason: 'timeout' }));
      return;
    }
    this.owed = this.owed.filter(({ id }) => id !== step.id);
    this.take(
      applyPspFact(this.checkout, { intentId: step.intentId, paymentOrderIds: sharesOf(leased) }, fact),
    );
  }

  /** The PSP lets the hold go without being asked, and a webhook tells. */
  expire(): void {
    this.psp.isOpen = false;
    if (this.psp.captured === 0n) this.learn({ kind: 'INTENT_CANCELED', capturedMinor: 0n });
    else {
      const amountMinor = this.checkout.payment.amountMinor;
      const told = { kind: 'AUTHORIZED', amountMinor, multicapture: true, captureBefore: null } as const;
      this.learn({ ...told, endedWithMinor: this.psp.captured });
    }
  }

  private learn(fact: PspFact): void {
    const [intent] = this.checkout.intents;
    if (intent === undefined) throw new Error('no intent');
    this.take(applyPspFact(this.checkout, { intentId: intent.id, paymentOrderIds: [] }, fact));
  }

  /** As the PSP does: one key, one effect; nothing after the end of the hold; never more than is held. */
  private execute({ pspKey, params, paymentOrderId }: NewPaymentStep, isRefused: boolean): void {
    if (this.psp.answers.has(pspKey)) return;
    this.psp.calls += 1;
    this.psp.answers.set(pspKey, this.effect(params, isRefused, paymentOrderId));
  }

  private effect(
    params: NewPaymentStep['params'],
    isRefused: boolean,
    paymentOrderId: string | null,
  ): PspFact {
    const { psp } = this;
    switch (params.kind) {
      case 'CAPTURE': {
        if (!psp.isOpen) return { kind: 'CAPTURE_REFUSED', reason: 'unexpected state', holdIsGone: true };
        if (isRefused) return { kind: 'CAPTURE_REFUSED', reason: 'refused', holdIsGone: false };
        if (params.amountMinor > psp.held - psp.captured) throw new Error('captured above the hold');
        if (!params.finalCapture && this.checkout.payment.captureStrategy !== 'MULTICAPTURE')
          throw new Error('a capture that is not final needs multicapture');
        psp.captured += params.amountMinor;
        psp.isOpen = !params.finalCapture;
        this.capturedShares.push(
          ...(paymentOrderId === null ? (params.paymentOrderIds ?? []) : [paymentOrderId]),
        );
        return { kind: 'CAPTURED', amountMinor: params.amountMinor };
      }
      case 'CLOSE':
        if (psp.captured === 0n)
          throw new Error('a hold of which nothing was captured is canceled, not closed');
        psp.isOpen = false;
        return { kind: 'HOLD_CLOSED' };
      case 'CANCEL':
        psp.isOpen = false;
        return { kind: 'INTENT_CANCELED', capturedMinor: psp.captured };
      case 'REFUND': {
        const told = { kind: 'REFUND', refundId: params.refundId } as const;
        if (isRefused) return { ...told, pspRefundId: null, status: 'FAILED', reason: 'refused' };
        if (params.amountMinor > psp.captured - psp.refunded) throw new Error('refunded above the capture');
        psp.refunded += params.amountMinor;
        return { ...told, pspRefundId: `re_${params.refundId}`, status: 'SUCCEEDED', reason: null };
      }
      default:
        throw new Error(`${params.kind} is no business of captures`);
    }
  }
}
