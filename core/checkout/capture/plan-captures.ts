import type { CheckoutPaymentOrder } from '../model/payment-order.js';
import type { AuthorizationState, PlanReason } from '../model/checkout-payment.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { MAX_CAPTURES } from './choose-strategy.js';

/** One thing to do next about the held money. */
export type CaptureAction =
  | Readonly<{ kind: 'CAPTURE'; paymentOrderIds: readonly PaymentOrderId[]; finalCapture: boolean }>
  | Readonly<{ kind: 'VOID'; paymentOrderId: PaymentOrderId; reason: string }>
  /** Something was taken: release what the hold still covers. */
  | Readonly<{ kind: 'RELEASE' }>
  /** Nothing was taken: give the whole hold up. */
  | Readonly<{ kind: 'CANCEL' }>;

/** What to do now, and why that and nothing else; operations read the reasons. */
export type CapturePlan = Readonly<{
  actions: readonly CaptureAction[];
  reasons: readonly PlanReason[];
}>;

/** What one intent holds, and the shares that are captured of it. */
export type AuthorizedFunds = Readonly<{
  authorization: Readonly<{
    state: AuthorizationState;
    multicapture: boolean;
    /** Its end is near: whatever nobody wants captured by now is voided. */
    isEnding: boolean;
  }>;
  paymentOrders: readonly CheckoutPaymentOrder[];
}>;

/** Why a share is voided without a person's word; part of the history and of the event. */
export const AUTHORIZATION_LOST = 'the PSP no longer holds the money';
export const AUTHORIZATION_EXPIRING = 'the hold ends soon, and this share was not to be captured yet';

/**
 * What is owed to the PSP for the shares as they stand. Pure, and the same for the same shares: it is asked after every
 * change of one of them, and carries on from there.
 *
 * The rules: a share is asked for once at a time; a share that fails or waits for its shipment keeps no other from being
 * captured; the hold is closed by the last capture where it can be known to be the last, and by a step of its own
 * otherwise; nothing is captured after that.
 */
export function planCaptures({ authorization, paymentOrders }: AuthorizedFunds): CapturePlan {
  const voids = paymentOrders.filter((paymentOrder) => isLost(authorization, paymentOrder));
  const sorted = sort(paymentOrders.filter((paymentOrder) => !voids.includes(paymentOrder)));
  const reason = authorization.state === 'CLOSED' ? AUTHORIZATION_LOST : AUTHORIZATION_EXPIRING;
  const voided = voids.map(({ id }) => ({ kind: 'VOID' as const, paymentOrderId: id, reason }));
  const next =
    authorization.state === 'OPEN'
      ? nextOf(authorization.multicapture, sorted)
      : NOTHING_MORE[authorization.state];
  return {
    actions: [...voided, ...next.actions],
    reasons: [
      ...voids.map(({ id }) => because('PAYMENT_ORDER_VOIDED', `Voided: ${reason}.`, id)),
      ...next.reasons,
    ],
  };
}

/** Shares by what the plan can do about them. A voided share is in none of the lists. */
type SortedPaymentOrders = Readonly<{
  /** To be captured as soon as the plan allows. */
  ready: readonly CheckoutPaymentOrder[];
  /** For their shipment, or failed and for a person's word. */
  waiting: readonly CheckoutPaymentOrder[];
  /** The PSP was asked and has not answered once. */
  asked: readonly CheckoutPaymentOrder[];
  /** The PSP did not answer; the same call is repeated. */
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
    asked: paymentOrders.filter(({ status }) => status === 'CAPTURE_REQUESTED'),
    deferred: paymentOrders.filter(({ status }) => status === 'PENDING_CAPTURE'),
    captured: paymentOrders.filter(({ capturedMinor }) => capturedMinor > 0n),
  };
}

/** Whether no capture of this share will ever be asked for: the hold is gone, or about to be and nobody wants it taken. */
function isLost(
  { state, isEnding }: AuthorizedFunds['authorization'],
  paymentOrder: CheckoutPaymentOrder,
): boolean {
  if (paymentOrder.status !== 'INITIATED_PENDING' && paymentOrder.status !== 'CAPTURE_FAILED') return false;
  return state === 'CLOSED' || (state === 'OPEN' && isEnding && !paymentOrder.captureDue);
}

function nextOf(multicapture: boolean, sorted: SortedPaymentOrders): CapturePlan {
  const { ready, waiting, asked, deferred } = sorted;
  if (ready.length + waiting.length + asked.length + deferred.length === 0) return closing(sorted);
  const next = multicapture ? nextOneByOne(sorted) : nextTogether(sorted);
  const waits = waiting.map(({ id, status }) =>
    status === 'CAPTURE_FAILED'
      ? because(
          'PAYMENT_ORDER_FAILED',
          'The PSP refused it. The hold stays open until it is captured again or voided.',
          id,
        )
      : because('PAYMENT_ORDER_WAITS', 'Waits for its shipment.', id),
  );
  const unanswered = deferred.map(({ id }) =>
    because('PAYMENT_ORDER_UNANSWERED', 'The PSP did not answer; the same call is repeated.', id),
  );
  return { actions: next.actions, reasons: [...next.reasons, ...waits, ...unanswered] };
}

/**
 * One call for each seller. All run side by side but the last one, which waits for the first answers of the others,
 * because only then can it be known whether it closes the hold. Where a share stays undecided anyway none can close it,
 * and none has to wait.
 */
function nextOneByOne({ ready, waiting, asked, deferred, captured }: SortedPaymentOrders): CapturePlan {
  if (waiting.length > 0) return capturing(ready, { finalCapture: false });
  const last = ready.at(-1);
  if (last === undefined) return { actions: [], reasons: [] };
  const others = ready.slice(0, -1);
  if (others.length + asked.length === 0) {
    // The last capture that the PSP allows has to close the hold: none would be left to do it.
    if (deferred.length > 0 && captured.length + deferred.length >= MAX_CAPTURES - 1) {
      const text =
        'Waits for the shares that the PSP has not answered: it is the last capture that the charge allows.';
      return { actions: [], reasons: [because('LAST_CAPTURE_WAITS', text, last.id)] };
    }
    return capturing([last], { finalCapture: deferred.length === 0 });
  }
  const first = capturing(others, { finalCapture: false });
  const text = `Waits for the first answer of ${others.length + asked.length} before it, so that it can close the hold.`;
  return {
    actions: first.actions,
    reasons: [...first.reasons, because('LAST_PAYMENT_ORDER_WAITS', text, last.id)],
  };
}

/** One call for everything, once nothing is undecided: without multicapture the first capture is also the last. */
function nextTogether({ ready, waiting, asked, deferred }: SortedPaymentOrders): CapturePlan {
  if (ready.length === 0 || asked.length + deferred.length > 0) return { actions: [], reasons: [] };
  if (waiting.length > 0) {
    const text = `Waits for ${waiting.length} that ${waiting.length === 1 ? 'is' : 'are'} undecided; there is one capture for all.`;
    return {
      actions: [],
      reasons: ready.map(({ id }) => because('PAYMENT_ORDER_WAITS_FOR_OTHERS', text, id)),
    };
  }
  const paymentOrderIds = ready.map(({ id }) => id);
  const text = 'Everything is decided: one capture takes it and releases the rest.';
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
    ? 'Captured last: it closes the hold.'
    : 'Captured by itself; others are open, so the hold stays.';
  const code = finalCapture ? 'CAPTURED_LAST' : 'CAPTURED_ALONE';
  return {
    actions: paymentOrders.map(({ id }) => ({ kind: 'CAPTURE', paymentOrderIds: [id], finalCapture })),
    reasons: paymentOrders.map(({ id }) => because(code, text, id)),
  };
}

function closing({ captured }: SortedPaymentOrders): CapturePlan {
  if (captured.length === 0) {
    const text = 'Nothing was taken and nothing will be: the hold is given up.';
    return { actions: [{ kind: 'CANCEL' }], reasons: [because('AUTHORIZATION_CANCELED', text)] };
  }
  const text = 'Every share is decided and no capture closed the hold: a step of its own releases the rest.';
  return { actions: [{ kind: 'RELEASE' }], reasons: [because('AUTHORIZATION_RELEASED', text)] };
}

function because(code: string, text: string, paymentOrderId?: PaymentOrderId): PlanReason {
  return { code, text, paymentOrderId: paymentOrderId ?? null };
}

const NOTHING_MORE = {
  CLOSING: {
    actions: [],
    reasons: [because('AUTHORIZATION_CLOSING', 'The PSP is being asked to close the hold.')],
  },
  CLOSED: { actions: [], reasons: [because('AUTHORIZATION_CLOSED', 'The hold is over.')] },
} as const satisfies Record<string, CapturePlan>;
