import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyPspFact } from '../apply-psp-fact.js';
import { applyCancellation } from '../ending/cancellation.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchIntent, unchanged } from '../model/checkout.js';
import { applyExpiry } from '../ending/expiry.js';
import { andThen } from '../model/and-then.js';
import type { NewStep } from '../../psp/step.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import type { OpenStep } from '../testing/open-step.js';
import { openStep } from '../testing/open-step.js';
import type { CheckoutFact } from '../model/checkout-psp.js';
import { buildSplitCheckout } from '../testing/build-checkout.js';

/** The bank's decision for one seller, if it is ever asked. */
const decision = fc.constantFrom(
  'AUTHORIZED',
  'AUTHORIZED',
  'AUTHORIZED',
  'DECLINED',
  'ACTION_REQUIRED',
  'REJECTED',
);
type Decision = typeof decision extends fc.Arbitrary<infer Value> ? Value : never;

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('RUN' as const), nth: fc.nat(20), isReceived: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('POLL' as const), nth: fc.nat(20) }) },
  fc.constant({ do: 'EXPIRE' as const }),
  { weight: 1, arbitrary: fc.constant({ do: 'CANCEL' as const }) },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

test('all sellers are authorized and the order is confirmed, or none is; with any bank decisions, in any order, answers lost or not', () => {
  fc.assert(
    fc.property(
      fc.array(decision, { minLength: 2, maxLength: 5 }),
      fc.array(action, { maxLength: 25 }),
      (decisions, actions) => {
        const bank = new Bank(decisions);
        for (const each of actions) bank.perform(each);
        bank.finish();
        expectAllOrNothing(bank);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** A bank with its own records for every intent, and an order with one intent per seller. */
class Bank {
  checkout: Checkout;
  due: NewStep[] = [];
  readonly keys: string[] = [];
  readonly authorizations = new Map<string, 'AUTHORIZED' | 'RELEASED'>();
  readonly #answers = new Map<string, { fact: CheckoutFact; pspIntentId: string }>();
  readonly #decisions: readonly Decision[];

  constructor(decisions: readonly Decision[]) {
    this.#decisions = decisions;
    this.checkout = buildSplitCheckout({ sellers: decisions.length, captureMode: 'ON_SHIPMENT' });
    const [primary] = this.checkout.intents;
    this.authorizations.set('pi_1', 'AUTHORIZED');
    this.learn(primary?.id ?? never(), 'pi_1', AUTHORIZED);
  }

  perform(each: Action): void {
    switch (each.do) {
      case 'RUN': {
        const step = this.due[each.nth % Math.max(1, this.due.length)];
        return step === undefined ? undefined : this.run(step, each.isReceived);
      }
      case 'POLL': {
        const known = this.checkout.intents.filter(({ pspIntentId }) => pspIntentId !== null);
        const { id, pspIntentId } = known[each.nth % known.length] ?? never();
        return this.learn(id, pspIntentId ?? '', this.stateOf(pspIntentId ?? ''));
      }
      case 'EXPIRE': {
        const overdue = { ...this.checkout.order, expiresAt: this.checkout.readAt };
        return this.apply(applyExpiry({ ...this.checkout, order: overdue }));
      }
      case 'CANCEL': {
        const canceled = applyCancellation(this.checkout, { reason: 'OTHER', by: 'BUYER', shipped: [] });
        return 'code' in canceled ? undefined : this.apply(canceled);
      }
    }
  }

  /** One key, one effect; a lost answer leaves the step due. */
  run(step: NewStep, isReceived: boolean): void {
    const { pspKey } = step;
    const params = openStep(step);
    const { intentId } = params;
    const answer = this.#answers.get(pspKey) ?? this.effect(params, intentId);
    this.#answers.set(pspKey, answer);
    if (!isReceived) return;
    this.due = this.due.filter(({ id }) => id !== step.id);
    this.learn(intentId, answer.pspIntentId, answer.fact);
  }

  finish(): void {
    for (let step = this.due[0]; step !== undefined; step = this.due[0]) this.run(step, true);
  }

  private effect(params: OpenStep, intentId: string): { fact: CheckoutFact; pspIntentId: string } {
    if (params.kind === 'CANCEL') {
      this.authorizations.set(params.pspIntentId, 'RELEASED');
      return { fact: { kind: 'INTENT_CANCELED', capturedMinor: 0n }, pspIntentId: params.pspIntentId };
    }
    if (params.kind !== 'AUTHORIZE') throw new Error(`${params.kind} is not part of an attempt`);
    const pspIntentId = `pi_${this.checkout.intents.findIndex(({ id }) => id === intentId) + 1}`;
    const reported = this.#decisions[Number(pspIntentId.slice(3)) - 1] ?? never();
    if (reported === 'AUTHORIZED') this.authorizations.set(pspIntentId, 'AUTHORIZED');
    return { fact: FACTS[reported], pspIntentId };
  }

  private stateOf(pspIntentId: string): CheckoutFact {
    const state = this.authorizations.get(pspIntentId);
    if (state === 'AUTHORIZED') return AUTHORIZED;
    if (state === 'RELEASED') return { kind: 'INTENT_CANCELED', capturedMinor: 0n };
    return FACTS[this.#decisions[Number(pspIntentId.slice(3)) - 1] ?? never()];
  }

  private learn(intentId: PaymentIntentId, pspIntentId: string, fact: CheckoutFact): void {
    const known = patchIntent(unchanged(this.checkout), intentId, { pspIntentId });
    this.apply(andThen(known, applyPspFact(known.after, { intentId, paymentOrderIds: [] }, fact)));
  }

  private apply(change: CheckoutChange): void {
    this.checkout = change.after;
    this.due.push(...change.steps);
    this.keys.push(...change.steps.map(({ pspKey }) => pspKey));
  }
}

function expectAllOrNothing({ checkout, keys, authorizations }: Bank): void {
  const { order, intents, payment } = checkout;
  expect(new Set(keys).size).toBe(keys.length);
  const isAll = order.status === 'PAYMENT_CONFIRMED';
  const statuses = new Set(intents.map(({ status }) => status === 'AUTHORIZED'));
  expect(statuses).toEqual(new Set([isAll]));
  // After a confirmed order is canceled, its authorized amount stays on record.
  const wasConfirmed = isAll || intents.some(({ authorization }) => authorization?.state === 'CLOSED');
  expect(payment.authorizedMinor).toBe(wasConfirmed ? payment.amountMinor : 0n);
  const authorized = [...authorizations.values()].filter((state) => state === 'AUTHORIZED');
  expect(authorized).toHaveLength(isAll ? intents.length : 0);
}

const AUTHORIZED: CheckoutFact = {
  kind: 'AUTHORIZED',
  amountMinor: 1_000n,
  multicapture: true,
  captureBefore: null,
  savedCard: { customer: 'cus_1', paymentMethod: 'pm_1' },
};

const FACTS: Readonly<Record<Decision, CheckoutFact>> = {
  AUTHORIZED,
  DECLINED: { kind: 'DECLINED', declineCode: 'insufficient_funds', message: 'Not enough money.' },
  ACTION_REQUIRED: { kind: 'ACTION_REQUIRED', action: { type: 'redirect_to_url', redirectUrl: null } },
  REJECTED: { kind: 'INTENT_REJECTED', code: 'amount_too_small', reason: 'too small' },
};

function never(): never {
  throw new Error('the attempt is smaller than the test expects');
}
