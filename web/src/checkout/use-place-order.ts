import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { setCartToken } from '../cart/cart-token.js';
import { fetchCart } from '../cart/fetch-cart.js';
import { orderPath, payPath } from '../orders/order-path.js';
import { orderOfCart, rememberOrder } from '../orders/remembered-orders.js';
import { assertNever } from '../shared/assert-never.js';
import { contactField, type ContactErrors } from './contact.js';
import { pendingCheckout, pendingPayment, type PendingCheckout } from './pending.js';
import { placeOrder, type PlaceOrderOutcome } from './place-order.js';
import { NO_ANSWER, type Problem } from './problem.js';

/** Why placing the order stopped before the payment. */
export interface Stopped {
  readonly problem: Problem;
  readonly errors?: ContactErrors;
}

/**
 * Places the order of the pending checkout and continues to its payment. A reload before the response retries with the same
 * idempotency key, without another click.
 */
export function usePlaceOrder(cartToken: string) {
  const navigate = useNavigate();
  const client = useApolloClient();
  const [isPlacing, setIsPlacing] = useState(() => pendingOf(cartToken) !== undefined);
  const [stopped, setStopped] = useState<Stopped>();
  const isSending = useRef(false);

  const place = async (pending: PendingCheckout) => {
    if (isSending.current) return;
    isSending.current = true;
    pendingCheckout.write(pending);
    setIsPlacing(true);
    setStopped(undefined);
    const outcome = await placeOrder(pending);
    isSending.current = false;
    if (outcome?.__typename === 'PlaceOrderSuccess') {
      const { orderId, orderToken } = outcome;
      const { confirmationToken, cardLabel } = pending;
      pendingPayment.write({ orderId, confirmationToken, cardLabel });
      pendingCheckout.clear();
      rememberOrder({ id: orderId, token: orderToken, cartToken });
      // Leave the checkout first: it must not render with an empty cart.
      await navigate(payPath(orderId, orderToken), { replace: true });
      setCartToken(undefined);
      return;
    }
    if (outcome !== undefined) pendingCheckout.clear();
    if (outcome !== undefined && STALE_CART.has(outcome.__typename)) {
      await fetchCart(client, cartToken);
    }
    setIsPlacing(false);
    setStopped(outcome === undefined ? { problem: NO_ANSWER } : stoppedBy(outcome, cartToken));
  };

  const resume = useRef(place);
  useEffect(() => {
    const pending = pendingOf(cartToken);
    if (pending !== undefined) void resume.current(pending);
  }, [cartToken]);

  return { isPlacing, stopped, place, clear: () => setStopped(undefined) };
}

type Rejection = Exclude<PlaceOrderOutcome, { __typename: 'PlaceOrderSuccess' }>;

/** After these results the page's cart is stale: fetch it and show what changed. */
const STALE_CART: ReadonlySet<string> = new Set([
  'QuoteChanged',
  'InsufficientStock',
  'CartEmpty',
  'CartNotFound',
]);

function stoppedBy(rejection: Rejection, cartToken: string): Stopped {
  switch (rejection.__typename) {
    case 'QuoteChanged':
      return {
        problem: {
          tone: 'attention',
          title: 'The total changed while you were checking out',
          text: 'You haven’t ordered or paid yet. Check the new total and pay again to accept it.',
        },
      };
    case 'InsufficientStock':
      return {
        problem: {
          tone: 'attention',
          title: 'We don’t have enough in stock',
          text: rejection.shortages
            .map(
              ({ name, available, requested }) =>
                `${name}: ${available} left (you have ${requested} in your cart).`,
            )
            .join(' '),
        },
      };
    case 'CartAlreadyOrdered': {
      const order = orderOfCart(cartToken);
      const next =
        order === undefined
          ? { label: 'Start a new cart', to: '/' }
          : { label: 'View order', to: orderPath(order.id, order.token) };
      return { problem: { tone: 'attention', title: 'This cart has already been ordered', next } };
    }
    case 'InvalidInput': {
      const field = contactField(rejection.field);
      const problem: Problem = { tone: 'failed', title: rejection.message };
      return field === undefined ? { problem } : { problem, errors: { [field]: rejection.message } };
    }
    case 'TotalBelowMinimum':
    case 'TotalAboveMaximum':
      return {
        problem: {
          tone: 'attention',
          title: rejection.message,
          text: 'Nothing was ordered.',
          next: { label: 'Change the cart', to: '/cart' },
        },
      };
    case 'CartEmpty':
    case 'CartNotFound':
      return { problem: { tone: 'attention', title: 'Your cart is empty' } };
    case 'RateLimited':
      return { problem: { tone: 'attention', title: rejection.message } };
    case 'IdempotencyKeyReused':
      return {
        problem: {
          tone: 'failed',
          title: 'Something went wrong. You haven’t been charged; please press Pay again.',
          code: rejection.code,
        },
      };
    default:
      return assertNever(rejection);
  }
}

function pendingOf(cartToken: string): PendingCheckout | undefined {
  const pending = pendingCheckout.read();
  return pending?.cartToken === cartToken ? pending : undefined;
}
