import type { CheckoutPaymentOrder } from '../model/payment-order.js';
import type { AuthorizationState, PlanReason } from '../model/checkout-payment.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { MAX_CAPTURES } from './choose-strategy.js';

/** The next action on authorized money. */
export type CaptureAction =
  | Readonly<{ kind: 'CAPTURE'; paymentOrderIds: readonly PaymentOrderId[]; finalCapture: boolean }>
  | Readonly<{ kind: 'VOID'; paymentOrderId: PaymentOrderId; reason: string }>
  /** Something was captured: release the rest of the authorization. */
  | Readonly<{ kind: 'RELEASE' }>
  /** Nothing was captured: cancel the whole authorization. */
  | Readonly<{ kind: 'CANCEL' }>;

/** What to do now, and why nothing else; operations read the reasons. */
export type CapturePlan = Readonly<{
  actions: readonly CaptureAction[];
  reasons: readonly PlanReason[];
}>;

/** The authorization of one intent, and the payment orders captured from it. */
export type AuthorizedFunds = Readonly<{
  authorization: Readonly<{
    state: AuthorizationState;
    multicapture: boolean;
    /** It expires soon: whatever is not due for capture is voided. */
    isEnding: boolean;
  }>;
  paymentOrders: readonly CheckoutPaymentOrder[];
}>;

/** Why a payment order is voided automatically; part of the history and of the event. */
export const AUTHORIZATION_LOST = 'the authorization has ended';
export const AUTHORIZATION_EXPIRING =
  'the authorization expires soon, and this payment order is not due for capture';

/**
 * Plans the next PSP calls for the payment orders in their current state. Pure and deterministic: it runs after every
 * change of a payment order and continues from there.
 *
 * The rules: a payment order has at most one capture in flight; one that fails or waits for its shipment blocks no
 * other; the authorization is closed by the last capture if that can be known to be the last, otherwise by a step of
 * its own; nothing is captured after that.
 */
export function planCaptures({ authorization, paymentOrders }: AuthorizedFunds): CapturePlan {
  const voids = paymentOrders.filter((paymentOrder) => isLost(authorization, paymentOrder));
  const sorted = sort(paymentOrders.filter((paymentOrder) => !voids.includes(paymentOrder)));
  const reason = authorization.state === 'CLOSED' ? AUTHORIZATION_LOST : AUTHORIZATION_EXPIRING;
  const voided = voids.map(({ id }) => ({ kind: 'VOID' as const, paymentOrderId: id, reason }));
  const next =
    authorization.state === 'OPEN'
      ? planOpen(authorization.multicapture, sorted)
      : NOTHING_MORE[authorization.state];
  return {
    actions: [...voided, ...next.actions],
    reasons: [
      ...voids.map(({ id }) => because('PAYMENT_ORDER_VOIDED', `Voided: ${reason}.`, id)),
      ...next.reasons,
    ],
  };
}

/** Payment orders by what the plan can do about them. A voided one is in none of the lists. */
type SortedPaymentOrders = Readonly<{
  /** Captured as soon as the plan allows. */
  ready: readonly CheckoutPaymentOrder[];
  /** Waiting for their shipment, or failed and waiting for a manual command. */
  waiting: readonly CheckoutPaymentOrder[];
  /** Capture requested, first attempt still in flight. */
  requested: readonly CheckoutPaymentOrder[];
  /** Timed out; the same call is repeated. */
  deferred: readonly CheckoutPaymentOrder[];
  captured: readonly CheckoutPaymentOrder[];
}>;

function sort(paymentOrders: readonly CheckoutPaymentOrder[]): SortedPaymentOrders {
  const undecided = paymentOrders.filter(
    ({ status }) => status === 'INITIATED_PENDING' || status === 'CAPTURE_FAILED',
  );
  return {
    ready: undecided.filter(({ captureDue }) => captureDue),
    waiting: undecided.filter(({ captureDue }) => !captureDue),
    requested: paymentOrders.filter(({ status }) => status === 'CAPTURE_REQUESTED'),
    deferred: paymentOrders.filter(({ status }) => status === 'PENDING_CAPTURE'),
    captured: paymentOrders.filter(({ capturedMinor }) => capturedMinor > 0n),
  };
}

/**
 * Whether this payment order will never be captured: the authorization has ended, or expires soon without a capture
 * being due.
 */
function isLost(
  { state, isEnding }: AuthorizedFunds['authorization'],
  paymentOrder: CheckoutPaymentOrder,
): boolean {
  if (paymentOrder.status !== 'INITIATED_PENDING' && paymentOrder.status !== 'CAPTURE_FAILED') return false;
  return state === 'CLOSED' || (state === 'OPEN' && isEnding && !paymentOrder.captureDue);
}

function planOpen(multicapture: boolean, sorted: SortedPaymentOrders): CapturePlan {
  const { ready, waiting, requested, deferred } = sorted;
  if (ready.length + waiting.length + requested.length + deferred.length === 0) return closing(sorted);
  const next = multicapture ? nextOneByOne(sorted) : nextTogether(sorted);
  const waits = waiting.map(({ id, status }) =>
    status === 'CAPTURE_FAILED'
      ? because(
          'PAYMENT_ORDER_FAILED',
          'Its capture failed. The authorization stays open until it is captured again or voided.',
          id,
        )
      : because('PAYMENT_ORDER_WAITS', 'Waiting for its shipment.', id),
  );
  const timedOut = deferred.map(({ id }) =>
    because('PAYMENT_ORDER_UNANSWERED', 'The PSP did not answer; the call is retried with the same key.', id),
  );
  return { actions: next.actions, reasons: [...next.reasons, ...waits, ...timedOut] };
}

/**
 * One call per payment order. All run in parallel except the last, which waits for the first answer to each of the
 * others: only then is it known whether it closes the authorization. Where a payment order stays undecided anyway, none
 * can close it and none has to wait.
 */
function nextOneByOne({ ready, waiting, requested, deferred, captured }: SortedPaymentOrders): CapturePlan {
  if (waiting.length > 0) return capturing(ready, { finalCapture: false });
  const last = ready.at(-1);
  if (last === undefined) return { actions: [], reasons: [] };
  const others = ready.slice(0, -1);
  if (others.length + requested.length === 0) {
    // The last capture the PSP allows must close the authorization: no other would be left to do it.
    if (deferred.length > 0 && captured.length + deferred.length >= MAX_CAPTURES - 1) {
      const text = 'Waiting for the captures that timed out: this is the last capture the charge allows.';
      return { actions: [], reasons: [because('LAST_CAPTURE_WAITS', text, last.id)] };
    }
    return capturing([last], { finalCapture: deferred.length === 0 });
  }
  const first = capturing(others, { finalCapture: false });
  const text = `Waiting for first answers to other captures (${others.length + requested.length}), so that it can close the authorization.`;
  return {
    actions: first.actions,
    reasons: [...first.reasons, because('LAST_PAYMENT_ORDER_WAITS', text, last.id)],
  };
}

/** One call for everything once nothing is undecided: without multicapture the first capture is also the last. */
function nextTogether({ ready, waiting, requested, deferred }: SortedPaymentOrders): CapturePlan {
  if (ready.length === 0 || requested.length + deferred.length > 0) return { actions: [], reasons: [] };
  if (waiting.length > 0) {
    const text = `Waiting for undecided payment orders (${waiting.length}); one capture covers all.`;
    return {
      actions: [],
      reasons: ready.map(({ id }) => because('PAYMENT_ORDER_WAITS_FOR_OTHERS', text, id)),
    };
  }
  const paymentOrderIds = ready.map(({ id }) => id);
  const text = 'Everything is decided: one capture covers it and releases the rest.';
  return {
    actions: [{ kind: 'CAPTURE', paymentOrderIds, finalCapture: true }],
    reasons: [because('CAPTURED_TOGETHER', text)],
  };
}

function capturing(
  paymentOrders: readonly CheckoutPaymentOrder[],
  { finalCapture }: { finalCapture: boolean },
): CapturePlan {
  const text = finalCapture
    ? 'Captured last, which closes the authorization.'
    : 'Captured separately; others are undecided, so the authorization stays open.';
  const code = finalCapture ? 'CAPTURED_LAST' : 'CAPTURED_ALONE';
  return {
    actions: paymentOrders.map(({ id }) => ({ kind: 'CAPTURE', paymentOrderIds: [id], finalCapture })),
    reasons: paymentOrders.map(({ id }) => because(code, text, id)),
  };
}

function closing({ captured }: SortedPaymentOrders): CapturePlan {
  if (captured.length === 0) {
    const text = 'Nothing was or will be captured: the authorization is canceled.';
    return { actions: [{ kind: 'CANCEL' }], reasons: [because('AUTHORIZATION_CANCELED', text)] };
  }
  const text =
    'Everything is decided and no capture closed the authorization: a separate step releases the rest.';
  return { actions: [{ kind: 'RELEASE' }], reasons: [because('AUTHORIZATION_RELEASED', text)] };
}

function because(code: string, text: string, paymentOrderId?: PaymentOrderId): PlanReason {
  return { code, text, paymentOrderId: paymentOrderId ?? null };
}

const NOTHING_MORE = {
  CLOSING: {
    actions: [],
    reasons: [because('AUTHORIZATION_CLOSING', 'Waiting for the PSP to close the authorization.')],
  },
  CLOSED: { actions: [], reasons: [because('AUTHORIZATION_CLOSED', 'The authorization has ended.')] },
} as const satisfies Record<string, CapturePlan>;
