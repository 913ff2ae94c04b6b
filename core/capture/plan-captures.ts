import type { CheckoutPaymentOrder } from '../payments/checkout.js';
import type { CaptureStrategy, CheckoutPayment, PlanReason } from '../payments/checkout-payment.js';
import type { PaymentOrderId } from '../shared/ids.js';

/** One thing to do next about the held money. */
export type CaptureAction =
  | Readonly<{ kind: 'CAPTURE'; paymentOrderIds: readonly PaymentOrderId[]; finalCapture: boolean }>
  | Readonly<{ kind: 'VOID'; paymentOrderId: PaymentOrderId; reason: string }>
  /** Something was taken: release what the hold still covers. */
  | Readonly<{ kind: 'CLOSE' }>
  /** Nothing was taken: give the whole hold up. */
  | Readonly<{ kind: 'CANCEL' }>;

/** What to do now, and why that and nothing else; operations read the reasons. */
export type CapturePlan = Readonly<{
  actions: readonly CaptureAction[];
  reasons: readonly PlanReason[];
}>;

/** The money of a checkout, as far as captures go. */
export type HeldMoney = Readonly<{
  payment: Pick<CheckoutPayment, 'captureStrategy' | 'hold' | 'capturedMinor' | 'expiryActedAt'>;
  paymentOrders: readonly CheckoutPaymentOrder[];
}>;

/** Why a share is voided without a person's word; part of the history and of the event. */
export const HOLD_IS_GONE = 'the PSP no longer holds the money';
export const HOLD_ENDS_SOON = 'the hold ends soon, and this share was not to be captured yet';

/**
 * What is owed to the PSP for the shares as they stand. Pure, and the same for the same shares: it is asked after every
 * change of one of them, and carries on from there.
 *
 * The rules: a share is asked for once at a time; a share that fails or waits for its shipment keeps no other from being
 * captured; the hold is closed by the last capture where it can be known to be the last, and by a step of its own
 * otherwise; nothing is captured after that.
 */
export function planCaptures({ payment, paymentOrders }: HeldMoney): CapturePlan {
  const strategy = payment.captureStrategy;
  if (strategy === null || payment.hold === null) return { actions: [], reasons: [] };
  const voids = paymentOrders.filter((share) => isLost(payment, share));
  const shares = sort(paymentOrders.filter((share) => !voids.includes(share)));
  const reason = payment.hold === 'CLOSED' ? HOLD_IS_GONE : HOLD_ENDS_SOON;
  const voided = voids.map(({ id }) => ({ kind: 'VOID' as const, paymentOrderId: id, reason }));
  const next = payment.hold === 'OPEN' ? nextOf(strategy, payment, shares) : NOTHING_MORE[payment.hold];
  return {
    actions: [...voided, ...next.actions],
    reasons: [
      STRATEGIES[strategy],
      ...voids.map(({ id }) => because('SHARE_VOIDED', `Voided: ${reason}.`, id)),
      ...next.reasons,
    ],
  };
}

/** Shares by what the plan can do about them. A settled share is in none of the lists. */
type SortedShares = Readonly<{
  /** To be captured as soon as the plan allows. */
  ready: readonly CheckoutPaymentOrder[];
  /** For their shipment, or failed and for a person's word. */
  waiting: readonly CheckoutPaymentOrder[];
  /** The PSP was asked and has not answered once. */
  asked: readonly CheckoutPaymentOrder[];
  /** The PSP did not answer; the same call is repeated. */
  deferred: readonly CheckoutPaymentOrder[];
}>;

function sort(shares: readonly CheckoutPaymentOrder[]): SortedShares {
  const undecided = shares.filter(
    ({ status }) => status === 'INITIATED_PENDING' || status === 'CAPTURE_FAILED',
  );
  return {
    ready: undecided.filter(({ captureDue }) => captureDue),
    waiting: undecided.filter(({ captureDue }) => !captureDue),
    asked: shares.filter(({ status }) => status === 'CAPTURE_REQUESTED'),
    deferred: shares.filter(({ status }) => status === 'PENDING_CAPTURE'),
  };
}

/** Whether no capture of this share will ever be asked for: the hold is gone, or about to be and nobody wants it taken. */
function isLost({ hold, expiryActedAt }: HeldMoney['payment'], share: CheckoutPaymentOrder): boolean {
  if (share.status !== 'INITIATED_PENDING' && share.status !== 'CAPTURE_FAILED') return false;
  return hold === 'CLOSED' || (hold === 'OPEN' && expiryActedAt !== null && !share.captureDue);
}

function nextOf(strategy: CaptureStrategy, payment: HeldMoney['payment'], shares: SortedShares): CapturePlan {
  const { ready, waiting, asked, deferred } = shares;
  if (ready.length + waiting.length + asked.length + deferred.length === 0) return closing(payment);
  const next = strategy === 'SINGLE_CAPTURE' ? nextTogether(shares) : nextOneByOne(shares);
  const waits = waiting.map(({ id, status }) =>
    status === 'CAPTURE_FAILED'
      ? because(
          'SHARE_FAILED',
          'The PSP refused it. The hold stays open until it is captured again or voided.',
          id,
        )
      : because('SHARE_WAITS', 'Waits for its shipment.', id),
  );
  const unanswered = deferred.map(({ id }) =>
    because('SHARE_UNANSWERED', 'The PSP did not answer; the same call is repeated.', id),
  );
  return { actions: next.actions, reasons: [...next.reasons, ...waits, ...unanswered] };
}

/**
 * One call for each seller. All run side by side but the last one, which waits for the first answers of the others,
 * because only then can it be known whether it closes the hold. Where a share stays undecided anyway none can close it,
 * and none has to wait.
 */
function nextOneByOne({ ready, waiting, asked, deferred }: SortedShares): CapturePlan {
  if (waiting.length > 0) return capturing(ready, { finalCapture: false });
  const last = ready.at(-1);
  if (last === undefined) return { actions: [], reasons: [] };
  const others = ready.slice(0, -1);
  if (others.length + asked.length === 0) return capturing([last], { finalCapture: deferred.length === 0 });
  const first = capturing(others, { finalCapture: false });
  const text = `Waits for the first answer of ${others.length + asked.length} before it, so that it can close the hold.`;
  return { actions: first.actions, reasons: [...first.reasons, because('LAST_SHARE_WAITS', text, last.id)] };
}

/** One call for everything, once nothing is undecided: without multicapture the first capture is also the last. */
function nextTogether({ ready, waiting, asked, deferred }: SortedShares): CapturePlan {
  if (ready.length === 0 || asked.length + deferred.length > 0) return { actions: [], reasons: [] };
  if (waiting.length > 0) {
    const text = `Waits for ${waiting.length} that ${waiting.length === 1 ? 'is' : 'are'} undecided; there is one capture for all.`;
    return { actions: [], reasons: ready.map(({ id }) => because('SHARE_WAITS_FOR_OTHERS', text, id)) };
  }
  const paymentOrderIds = ready.map(({ id }) => id);
  const text = 'Everything is decided: one capture takes it and releases the rest.';
  return {
    actions: [{ kind: 'CAPTURE', paymentOrderIds, finalCapture: true }],
    reasons: [because('CAPTURED_TOGETHER', text)],
  };
}

function capturing(
  shares: readonly CheckoutPaymentOrder[],
  { finalCapture }: { finalCapture: boolean },
): CapturePlan {
  const text = finalCapture
    ? 'Captured last: it closes the hold.'
    : 'Captured by itself; others are open, so the hold stays.';
  const code = finalCapture ? 'CAPTURED_LAST' : 'CAPTURED_ALONE';
  return {
    actions: shares.map(({ id }) => ({ kind: 'CAPTURE', paymentOrderIds: [id], finalCapture })),
    reasons: shares.map(({ id }) => because(code, text, id)),
  };
}

function closing({ capturedMinor }: HeldMoney['payment']): CapturePlan {
  if (capturedMinor === 0n) {
    const text = 'Nothing was taken and nothing will be: the hold is given up.';
    return { actions: [{ kind: 'CANCEL' }], reasons: [because('HOLD_CANCELED', text)] };
  }
  const text = 'Every share is decided and no capture closed the hold: a step of its own releases the rest.';
  return { actions: [{ kind: 'CLOSE' }], reasons: [because('HOLD_CLOSED', text)] };
}

function because(code: string, text: string, paymentOrderId?: PaymentOrderId): PlanReason {
  return { code, text, paymentOrderId: paymentOrderId ?? null };
}

const NOTHING_MORE = {
  CLOSING: { actions: [], reasons: [because('HOLD_CLOSING', 'The PSP is being asked to close the hold.')] },
  CLOSED: { actions: [], reasons: [because('HOLD_OVER', 'The hold is over.')] },
} as const satisfies Record<string, CapturePlan>;

const STRATEGIES: Readonly<Record<CaptureStrategy, PlanReason>> = {
  MULTICAPTURE: because('MULTICAPTURE', 'The charge allows several captures: one for each seller.'),
  SINGLE_CAPTURE: because(
    'SINGLE_CAPTURE',
    'The charge allows one capture only: it takes everything decided when all sellers have decided.',
  ),
  INTENT_PER_SELLER: because('INTENT_PER_SELLER', 'Each seller’s share is held by an intent of its own.'),
};
