import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import { actsForSeller, may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import { causeOf } from '../identity/cause-of.js';
import type { CheckoutChange } from '../checkout/model/checkout.js';
import { unchanged } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import { stepMinorOf } from '../shared/money.js';
import type { PaymentOrderNotFound, Refunds } from './ports.js';
import { refundReasons } from '../checkout/model/refund.js';
import type { PaymentOrderNotRefundable, RefundAboveCapture } from '../checkout/refund/request-refund.js';
import { refundableMinor, requestRefund } from '../checkout/refund/request-refund.js';
import { worthOfUnits } from './refund-lines.js';

export type RefundPaymentOrderDependencies = CommandDependencies &
  Readonly<{ checkouts: Checkouts; refunds: Refunds }>;

const command = z
  .object({
    amountMinor: z
      .string()
      .regex(/^[1-9]\d{0,17}$/, 'must be minor units above zero')
      .transform(BigInt)
      .nullable(),
    lines: z
      .array(z.object({ orderLineId: z.string(), quantity: z.int().min(1, 'must be at least 1') }))
      .min(1, 'must name a line or be omitted')
      .nullable(),
    // ORDER_CANCELED is set by the cancellation itself.
    reason: z
      .enum(refundReasons)
      .refine((reason) => reason !== 'ORDER_CANCELED', 'must be a reason for a manual refund'),
    note: z.string().trim().max(500, 'must have at most 500 characters'),
    idempotencyKey,
  })
  .refine(({ amountMinor, lines }) => amountMinor === null || lines === null, {
    path: ['lines'],
    message: 'cannot be combined with an amount',
  });

export type RefundPaymentOrderInput = z.input<typeof command> & Readonly<{ paymentOrderId: string }>;

type Rejection = InvalidInput | PaymentOrderNotRefundable | RefundAboveCapture;
export type RefundPaymentOrderError = PaymentOrderNotFound | KeyConflict | Rejection;

const refundAnswer = z.object({
  orderId: z.string(),
  refundId: z.string(),
  amountMinor: z.string(),
  currency: z.string(),
});

type Answer = z.output<typeof refundAnswer>;
export type RequestedRefund = Answer & Readonly<{ replayed: boolean }>;

/**
 * Refunds money of a payment order to the shopper, requested by a member of the seller, operations or finance:
 * everything left, an amount, or the price of lines. Never more than was captured of this payment order; the database
 * enforces that, too. The refund is scheduled by the commit, and the shopper sees it at once as pending.
 *
 * Errors in order of precedence: INVALID_INPUT, PAYMENT_ORDER_NOT_FOUND (also for another seller's),
 * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, INVALID_INPUT for lines that the seller order does not have, units
 * refunded before or an amount that the currency does not have, PAYMENT_ORDER_NOT_REFUNDABLE, REFUND_ABOVE_CAPTURE.
 */
export async function refundPaymentOrder(
  dependencies: RefundPaymentOrderDependencies,
  { requester, ...input }: RefundPaymentOrderInput & { requester: Requester },
): Promise<RequestedRefund | RefundPaymentOrderError> {
  const { checkouts, refunds } = dependencies;
  const { actor } = requester;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { idempotencyKey: key, ...wanted } = parsed.data;
  const paymentOrderId = parseId('po', input.paymentOrderId);
  const found = paymentOrderId === null ? null : await refunds.find(paymentOrderId);
  if (paymentOrderId === null || found === null || actor.kind !== 'ACCOUNT')
    return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const { orderId, sellerId, sellerOrderId } = found;
  const isMember = actsForSeller(actor, sellerId);
  if (!isMember && !may(actor, 'refunds.make')) return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const by = causeOf(requester, isMember ? 'seller' : 'operator', 'refundPaymentOrder');
  const id = newId('ref');

  const requested = await runCommand(dependencies, {
    answer: refundAnswer,
    input: { paymentOrderId, ...wanted, amountMinor: wanted.amountMinor?.toString() ?? null },
    lock: (tx) => checkouts.lock(tx, orderId),
    notFound: { code: 'PAYMENT_ORDER_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    key: () => ({
      scope: { actor: `account:${actor.accountId}`, operation: 'refundPaymentOrder', key },
      provisional: {},
    }),
    async decide(tx, checkout): Promise<Decision<Answer, CheckoutChange> | Rejection> {
      const { lines, reason, note } = wanted;
      const { currency } = checkout.order;
      const stepMinor = stepMinorOf(currency);
      const earlier = { refunds: checkout.refunds, stepMinor };
      const worth =
        lines === null ? null : worthOfUnits(await refunds.lines(tx, sellerOrderId), lines, earlier);
      if (worth !== null && typeof worth !== 'bigint') return worth;
      const amountMinor = worth ?? wanted.amountMinor ?? refundableMinor(checkout, paymentOrderId);
      if (amountMinor % stepMinor !== 0n) return notInSteps(currency);
      const asked = { id, paymentOrderId, amountMinor, reason, note, units: lines ?? [] };
      const change = requestRefund(unchanged(checkout), asked);
      if ('code' in change) return change;
      const answer = { orderId, refundId: id, amountMinor: amountMinor.toString(), currency };
      return { answer, write: change };
    },
    async save(tx, change, answer) {
      const { version } = await checkouts.save(tx, { change, by, answer });
      return { orderId, version };
    },
  });

  if ('code' in requested) return requested;
  return { ...requested.answer, replayed: requested.replayed };
}

/** As half an ISK: the PSP would reject it later, when the shopper has been promised the money. */
function notInSteps(currency: string): InvalidInput {
  const reason = `must be an amount that can be charged in ${currency}`;
  return { code: 'INVALID_INPUT', field: 'amountMinor', reason };
}
