import { useEffect, useReducer, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { PaymentIntentPartsFragment, PaymentPartsFragment } from '../generated/graphql.js';
import { orderPath } from '../orders/order-path.js';
import { assertNever } from '../shared/assert-never.js';
import { authorizePayment, retryPayment } from './authorize-payment.js';
import { paymentMove, type PaymentMove } from './payment-move.js';
import { pendingPayment, type PendingPayment } from './pending.js';
import { NO_ANSWER, type Problem } from './problem.js';

export type PaymentPhase = 'idle' | 'preparing' | 'asking-bank' | 'going-to-bank' | 'showing-order';

interface Attempting {
  readonly orderId: string;
  readonly orderToken: string;
  readonly payment: PaymentPartsFragment;
  /** Applies a mutation's result, so that the next move doesn't start from a stale payment. */
  readonly receive: (payment: PaymentPartsFragment) => void;
  readonly refresh: () => Promise<void>;
}

/**
 * Drives an order's payment from its state at the API and the pending card, which is in session storage: a reload resumes
 * where it stopped.
 */
export function usePaymentAttempt({ orderId, orderToken, payment, receive, refresh }: Attempting) {
  const navigate = useNavigate();
  const [pending, setPending] = useState(() => pendingOf(orderId));
  const [problem, setProblem] = useState<Problem>();
  const isLeaving = useIsLeaving();
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const isActing = useRef(false);
  const attempt = payment.intents.at(-1);
  const move = attempt === undefined ? 'ask-for-card' : paymentMove(attempt, pending);

  const savePending = (next: PendingPayment | undefined) => {
    if (next === undefined) pendingPayment.clear();
    else pendingPayment.write(next);
    setPending(next);
  };
  const page: PageActions = {
    savePending,
    receive,
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
  // One move at a time, decided after every render; a problem waits for the shopper's click.
  useEffect(() => {
    if (attempt === undefined || PASSIVE.has(move) || isActing.current || problem !== undefined) return;
    isActing.current = true;
    void make(move, { attempt, pending, orderToken, paymentId: payment.id }, page).then((found) => {
      isActing.current = false;
      setProblem(found);
      rerender();
    });
  });

  return {
    attempt,
    move,
    problem,
    phase: isLeaving.value ? 'going-to-bank' : problem === undefined ? PHASES[move] : 'idle',
    cardLabel: pending?.cardLabel,
    /** Pays with a new confirmation token. */
    payWith: (card: { confirmationToken: string; cardLabel: string }) => {
      savePending({ orderId, ...card });
      setProblem(undefined);
    },
    /** Retries with the pending card after a request without an answer. */
    resume: () => setProblem(undefined),
    leave: page.leave,
  };
}

/** True once the redirect to the bank starts; reset when the page is restored from the back/forward cache. */
function useIsLeaving() {
  const [value, set] = useState(false);
  useEffect(() => {
    const onShow = () => set(false);
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, []);
  return { value, set };
}

/** Moves that wait for the shopper or the API. */
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
  readonly savePending: (pending: PendingPayment | undefined) => void;
  readonly receive: (payment: PaymentPartsFragment) => void;
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
  // Cleared before the redirect: a shopper who navigates back gets a link, not another redirect.
  page.savePending(undefined);
  if (move === 'go-to-bank') page.leave();
  return undefined;
}

/** Redirects to the bank's page, which returns to the order. */
function goToBank(attempt: PaymentIntentPartsFragment): void {
  const url = attempt.nextAction?.redirectUrl;
  if (url != null) location.assign(url);
}

async function openAttempt(
  { attempt, orderToken, paymentId }: Act,
  page: PageActions,
): Promise<Problem | undefined> {
  const outcome = await retryPayment({ paymentId, orderToken, declinedIntentId: attempt.id });
  if (outcome === undefined) return NO_ANSWER;
  switch (outcome.__typename) {
    case 'RetryPaymentSuccess':
      page.receive(outcome.payment);
      return undefined;
    case 'PaymentNotRetryable':
      // Another tab was faster: show the current payment.
      await page.refresh();
      return undefined;
    case 'PaymentNotFound':
    case 'InvalidInput':
    case 'IdempotencyKeyReused':
    case 'RateLimited':
      page.savePending(undefined);
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
  page.savePending({ ...pending, sentTo: attempt.id });
  const { confirmationToken } = pending;
  const outcome = await authorizePayment({ paymentIntentId: attempt.id, orderToken, confirmationToken });
  if (outcome === undefined) return NO_ANSWER;
  switch (outcome.__typename) {
    case 'AuthorizePaymentSuccess':
    case 'PaymentDeclined':
      page.receive(outcome.payment);
      return undefined;
    case 'PaymentNotAuthorizable':
      await page.refresh();
      return undefined;
    case 'PaymentNotFound':
    case 'InvalidInput':
    case 'IdempotencyKeyReused':
    case 'RateLimited':
      page.savePending(undefined);
      return { tone: 'failed', title: outcome.message, code: outcome.code };
    default:
      return assertNever(outcome);
  }
}

function pendingOf(orderId: string): PendingPayment | undefined {
  const pending = pendingPayment.read();
  return pending?.orderId === orderId ? pending : undefined;
}
