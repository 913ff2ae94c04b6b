import type { NewLedgerEntry } from '../../ledger/ledger-entry.js';
import { applyPspFact } from '../apply-psp-fact.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchIntent, unchanged } from '../model/checkout.js';
import type { CaptureStrategy } from '../model/checkout-payment.js';
import type { NewStep } from '../../psp/step.js';
import type { PaymentIntentId, PaymentOrderId } from '../../shared/ids.js';
import { paymentOrdersOf } from './capture-world.js';
import type { OpenStep } from './open-step.js';
import { openStep } from './open-step.js';
import type { CheckoutFact } from '../model/checkout-psp.js';

type Hold = { held: bigint; captured: bigint; refunded: bigint; isOpen: boolean };

/**
 * An order that is paid by one of the strategies, at a PSP that answers everything and keeps books of its own for each
 * intent. What the same people decide about the same order must come to the same in the ledger, whichever strategy it is.
 */
export class SaleWorld {
  checkout: Checkout;
  readonly entries: NewLedgerEntry[] = [];
  readonly holds = new Map<string, Hold>();
  readonly #strategy: CaptureStrategy;
  #owed: NewStep[] = [];

  constructor(sale: Checkout, strategy: CaptureStrategy) {
    this.#strategy = strategy;
    const [first] = sale.sellerOrders;
    const [lead] = sale.intents;
    if (first === undefined || lead === undefined) throw new Error('a sale has a seller and an intent');
    const isSplit = strategy === 'INTENT_PER_SELLER';
    const amountMinor = isSplit ? first.totalMinor : sale.order.totalMinor;
    const intent = { ...lead, amountMinor, sellerOrderId: isSplit ? first.id : null };
    this.checkout = { ...sale, intents: [intent] };
    this.#learn(lead.id, this.#hold('pi_1', amountMinor));
    this.settle();
  }

  take(change: CheckoutChange): void {
    this.checkout = change.after;
    this.entries.push(...change.ledgerEntries);
    this.#owed.push(...change.steps);
  }

  /** The PSP answers all that it is asked, one after the other. */
  settle(): void {
    for (let step = this.#owed.shift(); step !== undefined; step = this.#owed.shift()) this.#run(step);
  }

  #run(step: NewStep): void {
    const params = openStep(step);
    const { intentId } = params;
    if (params.kind === 'HOLD') {
      const pspIntentId = `pi_${this.holds.size + 1}`;
      this.take(patchIntent(unchanged(this.checkout), intentId, { pspIntentId }));
      this.#learn(intentId, this.#hold(pspIntentId, params.amountMinor));
      return;
    }
    this.#learn(intentId, this.#effect(params), paymentOrdersOf(params));
  }

  #learn(intentId: PaymentIntentId, fact: CheckoutFact, paymentOrderIds = sharesOfNone): void {
    this.take(applyPspFact(this.checkout, { intentId, paymentOrderIds }, fact));
  }

  #hold(pspIntentId: string, amountMinor: bigint): CheckoutFact {
    this.holds.set(pspIntentId, { held: amountMinor, captured: 0n, refunded: 0n, isOpen: true });
    return {
      kind: 'AUTHORIZED',
      amountMinor,
      multicapture: this.#strategy !== 'SINGLE_CAPTURE',
      captureBefore: new Date('2026-11-28T09:00:00.000Z'),
      savedCard: { customer: 'cus_1', paymentMethod: 'pm_1' },
    };
  }

  #effect(params: OpenStep): CheckoutFact {
    const hold = 'pspIntentId' in params ? this.holds.get(params.pspIntentId) : undefined;
    if (hold === undefined) throw new Error(`${params.kind} is about no hold`);
    switch (params.kind) {
      case 'CAPTURE':
        if (!hold.isOpen || hold.captured + params.amountMinor > hold.held)
          throw new Error('captured above the hold');
        hold.captured += params.amountMinor;
        hold.isOpen = !params.finalCapture;
        return { kind: 'CAPTURED', amountMinor: params.amountMinor };
      case 'CLOSE':
        hold.isOpen = false;
        return { kind: 'HOLD_CLOSED' };
      case 'CANCEL':
        hold.isOpen = false;
        return { kind: 'INTENT_CANCELED', capturedMinor: hold.captured };
      case 'REFUND':
        if (hold.refunded + params.amountMinor > hold.captured) throw new Error('refunded above the capture');
        hold.refunded += params.amountMinor;
        return { ...toldOf(params), status: 'SUCCEEDED', reason: null };
      default:
        throw new Error(`${params.kind} is no business of a sale`);
    }
  }
}

const sharesOfNone: readonly PaymentOrderId[] = [];

function toldOf({ refundId }: { refundId: string }) {
  return { kind: 'REFUND', refundId, pspRefundId: `re_${refundId}` } as const;
}
