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

/** What the bank says of one seller's share, if it is ever asked. */
const verdict = fc.constantFrom('HELD', 'HELD', 'HELD', 'DECLINED', 'WANTS_SHOPPER', 'REJECTED');
type Verdict = typeof verdict extends fc.Arbitrary<infer Value> ? Value : never;

const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('RUN' as const), nth: fc.nat(20), isHeard: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('LOOK' as const), nth: fc.nat(20) }) },
  fc.constant({ do: 'EXPIRE' as const }),
  { weight: 1, arbitrary: fc.constant({ do: 'CANCEL' as const }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

test('all sellers are held and the order is confirmed, or nobody is; whatever the bank says, in any order, heard or not', () => {
  fc.assert(
    fc.property(
      fc.array(verdict, { minLength: 2, maxLength: 5 }),
      fc.array(deed, { maxLength: 25 }),
      (verdicts, deeds) => {
        const bank = new Bank(verdicts);
        for (const each of deeds) bank.perform(each);
        bank.finish();
        expectAllOrNothing(bank);
      },
    ),
    { numRuns: 1_000 },
  );
});

/** A bank that keeps books of its own for every intent, and an order that is held by one intent for each seller. */
class Bank {
  checkout: Checkout;
  due: NewStep[] = [];
  readonly keys: string[] = [];
  readonly authorizations = new Map<string, 'HELD' | 'RELEASED'>();
  readonly #answers = new Map<string, { fact: CheckoutFact; pspIntentId: string }>();
  readonly #verdicts: readonly Verdict[];

  constructor(verdicts: readonly Verdict[]) {
    this.#verdicts = verdicts;
    this.checkout = buildSplitCheckout({ sellers: verdicts.length, captureMode: 'ON_SHIPMENT' });
    const [primary] = this.checkout.intents;
    this.authorizations.set('pi_1', 'HELD');
    this.learn(primary?.id ?? never(), 'pi_1', HELD);
  }

  perform(each: Deed): void {
    switch (each.do) {
      case 'RUN': {
        const step = this.due[each.nth % Math.max(1, this.due.length)];
        return step === undefined ? undefined : this.run(step, each.isHeard);
      }
      case 'LOOK': {
        const known = this.checkout.intents.filter(({ pspIntentId }) => pspIntentId !== null);
        const { id, pspIntentId } = known[each.nth % known.length] ?? never();
        return this.learn(id, pspIntentId ?? '', this.stateOf(pspIntentId ?? ''));
      }
      case 'EXPIRE': {
        const overdue = { ...this.checkout.order, expiresAt: this.checkout.readAt };
        return this.take(applyExpiry({ ...this.checkout, order: overdue }));
      }
      case 'CANCEL': {
        const off = applyCancellation(this.checkout, { reason: 'OTHER', by: 'BUYER', shipped: [] });
        return 'code' in off ? undefined : this.take(off);
      }
    }
  }

  /** One key is one effect; an answer that is not heard leaves the step owed. */
  run(step: NewStep, isHeard: boolean): void {
    const { pspKey } = step;
    const params = openStep(step);
    const { intentId } = params;
    const answer = this.#answers.get(pspKey) ?? this.effect(params, intentId);
    this.#answers.set(pspKey, answer);
    if (!isHeard) return;
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
    if (params.kind !== 'AUTHORIZE') throw new Error(`${params.kind} is no business of an attempt`);
    const pspIntentId = `pi_${this.checkout.intents.findIndex(({ id }) => id === intentId) + 1}`;
    const reported = this.#verdicts[Number(pspIntentId.slice(3)) - 1] ?? never();
    if (reported === 'HELD') this.authorizations.set(pspIntentId, 'HELD');
    return { fact: FACTS[reported], pspIntentId };
  }

  private stateOf(pspIntentId: string): CheckoutFact {
    const state = this.authorizations.get(pspIntentId);
    if (state === 'HELD') return HELD;
    if (state === 'RELEASED') return { kind: 'INTENT_CANCELED', capturedMinor: 0n };
    return FACTS[this.#verdicts[Number(pspIntentId.slice(3)) - 1] ?? never()];
  }

  private learn(intentId: PaymentIntentId, pspIntentId: string, fact: CheckoutFact): void {
    const known = patchIntent(unchanged(this.checkout), intentId, { pspIntentId });
    this.take(andThen(known, applyPspFact(known.after, { intentId, paymentOrderIds: [] }, fact)));
  }

  private take(change: CheckoutChange): void {
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
  // Once confirmed and canceled, what was authorized stays what it was.
  const wasConfirmed = isAll || intents.some(({ authorization }) => authorization?.state === 'CLOSED');
  expect(payment.authorizedMinor).toBe(wasConfirmed ? payment.amountMinor : 0n);
  const held = [...authorizations.values()].filter((state) => state === 'HELD');
  expect(held).toHaveLength(isAll ? intents.length : 0);
}

const HELD: CheckoutFact = {
  kind: 'AUTHORIZED',
  amountMinor: 1_000n,
  multicapture: true,
  captureBefore: null,
  savedCard: { customer: 'cus_1', paymentMethod: 'pm_1' },
};

const FACTS: Readonly<Record<Verdict, CheckoutFact>> = {
  HELD,
  DECLINED: { kind: 'DECLINED', declineCode: 'insufficient_funds', message: 'Not enough money.' },
  WANTS_SHOPPER: { kind: 'ACTION_REQUIRED', action: { type: 'redirect_to_url', redirectUrl: null } },
  REJECTED: { kind: 'INTENT_REJECTED', code: 'amount_too_small', reason: 'too small' },
};

function never(): never {
  throw new Error('the attempt is smaller than the test believes');
}
