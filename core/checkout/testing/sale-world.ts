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

type SimulatedAuthorization = { authorized: bigint; captured: bigint; refunded: bigint; isOpen: boolean };

/**
 * An order paid with one of the strategies, at a PSP that always answers and keeps its own records for each intent. The
 * same decisions about the same order must post the same ledger amounts with every strategy.
 */
export class SaleWorld {
  checkout: Checkout;
  readonly entries: NewLedgerEntry[] = [];
  readonly authorizations = new Map<string, SimulatedAuthorization>();
  readonly #strategy: CaptureStrategy;
  #due: NewStep[] = [];

  constructor(sale: Checkout, strategy: CaptureStrategy) {
    this.#strategy = strategy;
    const [first] = sale.sellerOrders;
    const [primary] = sale.intents;
    if (first === undefined || primary === undefined) throw new Error('a sale has a seller and an intent');
    const isSplit = strategy === 'INTENT_PER_SELLER';
    const amountMinor = isSplit ? first.totalMinor : sale.order.totalMinor;
    const intent = { ...primary, amountMinor, sellerOrderId: isSplit ? first.id : null };
    this.checkout = { ...sale, intents: [intent] };
    this.#learn(primary.id, this.#authorize('pi_1', amountMinor));
    this.settle();
  }

  apply(change: CheckoutChange): void {
    this.checkout = change.after;
    this.entries.push(...change.ledgerEntries);
    this.#due.push(...change.steps);
  }

  /** The PSP answers all due steps, one after the other. */
  settle(): void {
    for (let step = this.#due.shift(); step !== undefined; step = this.#due.shift()) this.#run(step);
  }

  #run(step: NewStep): void {
    const params = openStep(step);
    const { intentId } = params;
    if (params.kind === 'AUTHORIZE') {
      const pspIntentId = `pi_${this.authorizations.size + 1}`;
      this.apply(patchIntent(unchanged(this.checkout), intentId, { pspIntentId }));
      this.#learn(intentId, this.#authorize(pspIntentId, params.amountMinor));
      return;
    }
    this.#learn(intentId, this.#effect(params), paymentOrdersOf(params));
  }

  #learn(intentId: PaymentIntentId, fact: CheckoutFact, paymentOrderIds = noPaymentOrders): void {
    this.apply(applyPspFact(this.checkout, { intentId, paymentOrderIds }, fact));
  }

  #authorize(pspIntentId: string, amountMinor: bigint): CheckoutFact {
    this.authorizations.set(pspIntentId, {
      authorized: amountMinor,
      captured: 0n,
      refunded: 0n,
      isOpen: true,
    });
    return {
      kind: 'AUTHORIZED',
      amountMinor,
      multicapture: this.#strategy !== 'SINGLE_CAPTURE',
      captureBefore: new Date('2026-11-28T09:00:00.000Z'),
      savedCard: { customer: 'cus_1', paymentMethod: 'pm_1' },
    };
  }

  #effect(params: OpenStep): CheckoutFact {
    const authorization = 'pspIntentId' in params ? this.authorizations.get(params.pspIntentId) : undefined;
    if (authorization === undefined) throw new Error(`${params.kind} refers to no authorization`);
    switch (params.kind) {
      case 'CAPTURE':
        if (!authorization.isOpen || authorization.captured + params.amountMinor > authorization.authorized)
          throw new Error('captured more than was authorized');
        authorization.captured += params.amountMinor;
        authorization.isOpen = !params.finalCapture;
        return { kind: 'CAPTURED', amountMinor: params.amountMinor };
      case 'RELEASE':
        authorization.isOpen = false;
        return { kind: 'AUTHORIZATION_RELEASED' };
      case 'CANCEL':
        authorization.isOpen = false;
        return { kind: 'INTENT_CANCELED', capturedMinor: authorization.captured };
      case 'REFUND':
        if (authorization.refunded + params.amountMinor > authorization.captured)
          throw new Error('refunded more than was captured');
        authorization.refunded += params.amountMinor;
        return { ...refundFactOf(params), status: 'SUCCEEDED', reason: null };
      default:
        throw new Error(`${params.kind} is not part of a sale`);
    }
  }
}

const noPaymentOrders: readonly PaymentOrderId[] = [];

function refundFactOf({ refundId }: { refundId: string }) {
  return { kind: 'REFUND', refundId, pspRefundId: `re_${refundId}` } as const;
}
