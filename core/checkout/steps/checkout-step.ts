import { z } from 'zod';

import type { StepDefinition, StepFrame, StepSpec } from '../../psp/define-step.js';
import { defineStep } from '../../psp/define-step.js';
import type { LeasedStep, StepSubject } from '../../psp/step.js';
import { leasedFrom, newLease } from '../../psp/step.js';
import type { Id, IdPrefix, OrderId, PaymentId } from '../../shared/ids.js';
import { parseId } from '../../shared/ids.js';
import type { Transaction } from '../../shared/transaction.js';
import type { CheckoutChange } from '../model/checkout.js';
import { addStep } from '../model/checkout.js';
import type { CheckoutFact, CheckoutPsp } from '../model/checkout-psp.js';
import type { FactSubject } from '../model/fact-subject.js';
import type { Checkouts } from '../model/ports.js';

/** What the calls of checkout steps need. */
export type CheckoutStepPorts = Readonly<{
  psp: CheckoutPsp;
  transaction: Transaction;
  checkouts: Checkouts;
}>;

/** What the recorder needs to know about a step, besides its answer. */
export type AboutCheckout = FactSubject &
  Readonly<{
    /** The intent that the step creates, as requested. */
    creates?: Readonly<{ paymentId: PaymentId; attempt: number; amountMinor: bigint; currency: string }>;
    /** The step requests an authorization; while the bank has not decided, it is polled. */
    asksBank?: boolean;
    /** The call creates its own intent, so the answer contains the PSP id. */
    makesIntent?: boolean;
  }>;

/** A step kind whose subject is an order, recorded under the order's lock. */
export type CheckoutStep<Params> = StepDefinition<Params, CheckoutStepPorts, CheckoutFact, AboutCheckout>;

/** Declares a checkout step kind. */
export function defineCheckoutStep<Params extends object>(
  spec: StepSpec<Params, CheckoutStepPorts, CheckoutFact, AboutCheckout>,
): CheckoutStep<Params> {
  return defineStep(spec);
}

/** Adds a step that is due at once. */
export function scheduleStep<Params>(
  change: CheckoutChange,
  definition: CheckoutStep<Params>,
  params: NoInfer<Params>,
): CheckoutChange {
  return addStep(change, definition.schedule(params, frameOf(change)));
}

/** As `scheduleStep`, but due after a delay. */
export function scheduleLater<Params>(
  change: CheckoutChange,
  definition: CheckoutStep<Params>,
  { params, runInMs }: Readonly<{ params: NoInfer<Params>; runInMs: number }>,
): CheckoutChange {
  return addStep(change, definition.schedule(params, { ...frameOf(change), runInMs }));
}

/** As `scheduleStep`, but leased by the writer, who runs it right after the commit. */
export function scheduleLeased<Params>(
  change: CheckoutChange,
  definition: CheckoutStep<Params>,
  params: NoInfer<Params>,
): Readonly<{ change: CheckoutChange; step: LeasedStep }> {
  const step = definition.schedule(params, { ...frameOf(change), lease: newLease() });
  return { change: addStep(change, step), step: leasedFrom(step) };
}

function frameOf({ after: { newId, order } }: CheckoutChange): StepFrame {
  return { id: newId('stp'), subject: orderSubject(order.id) };
}

export function orderSubject(id: OrderId): StepSubject {
  return { type: 'order', id };
}

/** The order that a step is about. */
export function orderOf({ id: stepId, subject }: { id: string; subject: StepSubject }): OrderId {
  const id = subject.type === 'order' ? parseId('ord', subject.id) : null;
  if (id === null) throw new Error(`${stepId} is about ${subject.type} ${subject.id}, not an order`);
  return id;
}

/** An amount in minor units, stored as decimal text. */
export const minor = z.string().regex(/^\d+$/).transform(BigInt);

/** An id with this prefix, validated when parsed. */
export function idOf<Prefix extends IdPrefix>(prefix: Prefix): z.ZodType<Id<Prefix>> {
  return z.string().transform((text, context) => {
    const id = parseId(prefix, text);
    if (id !== null) return id;
    context.addIssue(`${text} is not a ${prefix} id`);
    return z.NEVER;
  });
}

/** A step about one intent, without payment orders. */
export function aboutIntent({ intentId }: Pick<FactSubject, 'intentId'>): AboutCheckout {
  return { intentId, paymentOrderIds: [] };
}
