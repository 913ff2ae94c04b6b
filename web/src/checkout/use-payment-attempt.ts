import { useEffect, useReducer, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { PaymentIntentPartsFragment, PaymentPartsFragment } from '../generated/graphql.js';
import { orderPath } from '../orders/order-path.js';
import { assertNever } from '../shared/assert-never.js';
import { authorizePayment, retryPayment } from './authorize-payment.js';
import { paymentMove, type PaymentMove } from './payment-move.js';
import { pendingPayment, type PendingPayment } from './pending.js';
import { NOBODY_ANSWERED, type Problem } from './problem.js';

export type PaymentPhase = 'idle' | 'preparing' | 'asking-bank' | 'going-to-bank' | 'showing-order';

interface Attempting {
  readonly orderId: string;
  readonly orderToken: string;
  readonly payment: PaymentPartsFragment;
  /** Takes in what a mutation answered, so that the next move does not start from an older payment. */
  readonly learn: (payment: PaymentPartsFragment) => void;
  readonly refresh: () => Promise<void>;
}

/**
 * Drives the payment of an order from what the API says of it and the card that waits to be sent.
 * Everything it needs to go on is in the session's storage, so a reload continues where it was.
 */
export function usePaymentAttempt({ orderId, orderToken, payment, learn, refresh }: Attempting) {
  const navigate = useNavigate();
  const [pending, setPending] = useState(() => pendingOf(orderId));
  const [problem, setProblem] = useState<Problem>();
  const isLeaving = useIsLeaving();
  const [, startTurn] = useReducer((turn: number) => turn + 1, 0);
  const isActing = useRef(false);
  const attempt = payment.intents.at(-1);
  const move = attempt === undefined ? 'ask-for-card' : paymentMove(attempt, pending);

  const keep = (next: PendingPayment | undefined) => {
    if (next === undefined) pendingPayment.clear();
    else pendingPayment.write(next);
    setPending(next);
  };
  const page: PageActions = {
    keep,
    learn,
    refresh,
    leave: () => {
      isLeaving.set(true);
      if (attempt !== undefined) goToBank(attempt);
    },
    showOrder: async () => {
      pendingPayment.clear();
      await navigate(orderPath(orderId, orderToken), { replace: true });
    },
  };
  // One move at a time, looked for after every render; a problem is read first, then a click goes on.
  useEffect(() => {
    if (attempt === undefined || PASSIVE.has(move) || isActing.current || problem !== undefined) return;
    isActing.current = true;
    void make(move, { attempt, pending, orderToken, paymentId: payment.id }, page).then((found) => {
      isActing.current = false;
      setProblem(found);
      startTurn();
    });
  });

  return {
    attempt,
    move,
    problem,
    phase: isLeaving.value ? 'going-to-bank' : problem === undefined ? PHASES[move] : 'idle',
    cardLabel: pending?.cardLabel,
    /** Pays with a card that was just made into a token. */
    payWith: (card: { confirmationToken: string; cardLabel: string }) => {
      keep({ orderId, ...card });
      setProblem(undefined);
    },
    /** Goes on with the card that is already there, after nobody answered. */
    goOn: () => setProblem(undefined),
    leave: page.leave,
  };
}

/** True from the moment the bank's page is asked for; a page taken from the browser's cache starts anew. */
function useIsLeaving() {
  const [value, set] = useState(false);
  useEffect(() => {
    const onShow = () => set(false);
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, []);
  return { value, set };
}

/** Moves that wait for the shopper or for the API. */
const PASSIVE: ReadonlySet<PaymentMove> = new Set(['ask-for-card', 'wait-for-intent', 'offer-bank', 'over']);

const PHASES: Readonly<Record<PaymentMove, PaymentPhase>> = {
  'ask-for-card': 'idle',
  'wait-for-intent': 'preparing',
  'open-attempt': 'preparing',
  authorize: 'asking-bank',
  'forget-card': 'idle',
  'go-to-bank': 'going-to-bank',
  'offer-bank': 'idle',
  'show-order': 'showing-order',
  over: 'idle',
};

interface Act {
  readonly attempt: PaymentIntentPartsFragment;
  readonly pending: PendingPayment | undefined;
  readonly orderToken: string;
  readonly paymentId: string;
}

interface PageActions {
  readonly keep: (pending: PendingPayment | undefined) => void;
  readonly learn: (payment: PaymentPartsFragment) => void;
  readonly refresh: () => Promise<void>;
  readonly leave: () => void;
  readonly showOrder: () => Promise<void>;
}

async function make(move: PaymentMove, act: Act, page: PageActions): Promise<Problem | undefined> {
  if (move === 'open-attempt') return await openAttempt(act, page);
  if (move === 'authorize') return await authorize(act, page);
  if (move === 'show-order') {
    await page.showOrder();
    return undefined;
  }
  // Forgotten before leaving: whoever comes back by the browser's button is asked, not sent away again.
  page.keep(undefined);
  if (move === 'go-to-bank') page.leave();
  return undefined;
}

/** Leaves for the bank's page; it leads back to the order. */
function goToBank(attempt: PaymentIntentPartsFragment): void {
  const url = attempt.nextAction?.redirectUrl;
  if (url != null) location.assign(url);
}

async function openAttempt(
  { attempt, orderToken, paymentId }: Act,
  page: PageActions,
): Promise<Problem | undefined> {
  const outcome = await retryPayment({ paymentId, orderToken, declinedIntentId: attempt.id });
  if (outcome === undefined) return NOBODY_ANSWERED;
  switch (outcome.__typename) {
    case 'RetryPaymentSuccess':
      page.learn(outcome.payment);
      return undefined;
    case 'PaymentNotRetryable':
      // Another tab was quicker: the payment itself tells what to show.
      await page.refresh();
      return undefined;
    case 'PaymentNotFound':
    case 'InvalidInput':
    case 'IdempotencyKeyReused':
    case 'RateLimited':
      page.keep(undefined);
      return { tone: 'failed', title: outcome.message, code: outcome.code };
    default:
      return assertNever(outcome);
  }
}

async function authorize(
  { attempt, pending, orderToken }: Act,
  page: PageActions,
): Promise<Problem | undefined> {
  if (pending === undefined) return undefined;
  page.keep({ ...pending, sentTo: attempt.id });
  const { confirmationToken } = pending;
  const outcome = await authorizePayment({ paymentIntentId: attempt.id, orderToken, confirmationToken });
  if (outcome === undefined) return NOBODY_ANSWERED;
  switch (outcome.__typename) {
    case 'AuthorizePaymentSuccess':
    case 'PaymentDeclined':
      page.learn(outcome.payment);
      return undefined;
    case 'PaymentNotAuthorizable':
      await page.refresh();
      return undefined;
    case 'PaymentNotFound':
    case 'InvalidInput':
    case 'IdempotencyKeyReused':
    case 'RateLimited':
      page.keep(undefined);
      return { tone: 'failed', title: outcome.message, code: outcome.code };
    default:
      return assertNever(outcome);
  }
}

function pendingOf(orderId: string): PendingPayment | undefined {
  const pending = pendingPayment.read();
  return pending?.orderId === orderId ? pending : undefined;
}
