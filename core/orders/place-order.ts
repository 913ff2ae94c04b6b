import { z } from 'zod';

import type { Cart, CartAlreadyOrdered, CartEmpty, CartNotFound, InsufficientStock } from '../cart/cart.js';
import type { HoldPlan, StrategySetting } from '../checkout/authorization/plan-holds.js';
import { planHolds, savesCard } from '../checkout/authorization/plan-holds.js';
import { shortagesOf } from '../cart/cart.js';
import { cartKeyOf } from '../cart/cart-key.js';
import type { CartKey, Carts } from '../cart/ports.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import type { Quote } from '../cart/quote.js';
import { quoteCart } from '../cart/quote.js';
import type { AgreedTotals } from '../cart/quote-version.js';
import { agreedTotals, MAX_QUOTE_VERSION_LENGTH } from '../cart/quote-version.js';
import type { IdempotencyKeyInProgress, IdempotencyKeyReused } from '../idempotency/ports.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Requester } from '../identity/requester.js';
import { causeOf } from '../identity/cause-of.js';
import type { BudgetDependencies } from '../psp/budget.js';
import { answerWithinBudget, claimLockMs } from '../psp/budget.js';
import type { AnswerMaker } from '../checkout/answer-maker.js';
import type { CheckoutSteps } from '../checkout/checkout-steps.js';
import { orderSubject } from '../checkout/steps/checkout-step.js';
import { createIntentStep } from '../checkout/steps/create-intent-step.js';
import type { NewStep } from '../psp/step.js';
import { leasedFrom, newLease } from '../psp/step.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { address } from './address.js';
import {
  MAX_ORDER_TOTAL_MINOR,
  newOrder,
  orderAnswer,
  provisionalAnswer,
  type NewOrder,
  type OrderAnswer,
} from './new-order.js';
import { ownerId } from '../checkout/model/order-access.js';
import type { OrderPlacement } from './ports.js';

export type PlaceOrderDependencies = BudgetDependencies &
  Readonly<{
    transaction: Transaction;
    checkoutSteps: CheckoutSteps;
    live: LiveUpdates;
    carts: Carts;
    orders: OrderPlacement;
    tokens: GuestTokens;
    captureStrategy: StrategySetting;
  }>;

const command = z.object({
  quoteVersion: z.string().max(MAX_QUOTE_VERSION_LENGTH, 'is not the version of a quote'),
  email: z.email('must be an e-mail address').max(254),
  shipTo: address,
  idempotencyKey,
});

export type PlaceOrderInput = z.input<typeof command> &
  Readonly<{
    /** Of a guest's cart; without it, the open cart of the account that asks. */
    cartToken: string | null | undefined;
    requester: Requester;
  }>;

/** Not what the shopper last saw; nothing was ordered. `before` is null when the version is none of ours. */
export type QuoteChanged = DomainError<'QUOTE_CHANGED', { before: AgreedTotals | null; after: Quote }>;

export type PlaceOrderError =
  | InvalidInput
  | IdempotencyKeyReused
  | IdempotencyKeyInProgress
  | CartNotFound
  | CartAlreadyOrdered
  | CartEmpty
  | QuoteChanged
  | InsufficientStock;

export type PlacedOrder = Readonly<{ answer: OrderAnswer; replayed: boolean }>;

/**
 * Places the order of a cart: one transaction reserves the stock and writes the order, its seller orders, the payment
 * with its first intent, the step that owes the PSP an intent, the event and the answer under the idempotency key.
 * Then the PSP is asked within its budget; when it is late the answer is CREATED_PENDING and the call goes on.
 *
 * Errors in order of precedence: INVALID_INPUT, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, CART_NOT_FOUND,
 * CART_ALREADY_ORDERED, CART_EMPTY, QUOTE_CHANGED, INSUFFICIENT_STOCK. None of them leaves anything behind.
 */
export async function placeOrder(
  dependencies: PlaceOrderDependencies,
  input: PlaceOrderInput,
): Promise<PlacedOrder | PlaceOrderError> {
  const { carts, idempotency, orders, tokens, transaction, live } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { quoteVersion, email, shipTo } = parsed.data;
  const { requester } = input;
  const cartKey = cartKeyOf({ tokens }, { actor: requester.actor, cartToken: input.cartToken });
  if (cartKey === null) return { code: 'CART_NOT_FOUND' };
  const scope = {
    actor: 'tokenHash' in cartKey ? `cart:${cartKey.tokenHash}` : `account:${cartKey.accountId}`,
    operation: 'placeOrder',
    key: parsed.data.idempotencyKey,
  };
  const by = causeOf(requester, 'shopper', 'placeOrder');
  const order = newOrder();

  const placed = await transaction.run(async (tx) => {
    const claim = await idempotency.claim(tx, {
      scope,
      input: { quoteVersion, email, shipTo },
      provisional: provisionalAnswer(order),
      lockMs: claimLockMs(dependencies.pspBudgetMs),
    });
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const cart = await carts.lock(tx, cartKey, shipTo.country);
    if (cart === null) return tx.refuse({ code: 'CART_NOT_FOUND' });
    const refused = refusalOf(cart, quoteVersion);
    if (refused !== null) return tx.refuse(refused);
    const reserved = await orders.reserveStock(tx, cart.lines);
    if (!reserved) return tx.refuse('OUT_OF_STOCK');
    const quote = quoteCart(cart);
    const { captureStrategy: setting } = dependencies;
    const { plan, amountMinor } = planFirstHold(quote, setting);
    const { currency } = quote.total;
    const step = createFirstIntent(order, { amountMinor, currency, saveCard: savesCard(setting) });
    await orders.insert(tx, {
      order,
      cart,
      quote,
      email,
      shipTo,
      tokenHash: tokens.hash(tokens.orderToken(order.id)),
      accountId: ownerId(requester.actor),
      plan,
      step,
      by,
    });
    return { step: leasedFrom(step) };
  });

  if (placed === 'OUT_OF_STOCK') return currentShortage(carts, cartKey);
  if ('code' in placed) return placed;
  if ('replay' in placed) return { answer: orderAnswer.parse(placed.replay), replayed: true };

  const reply: AnswerMaker = ({ status, clientSecret }) => ({
    scope,
    response: { ...provisionalAnswer(order), paymentIntentStatus: status, clientSecret, retryAfterMs: null },
  });
  live.announce({ orderId: order.id, version: 1 });
  const work = dependencies.checkoutSteps.run({ step: placed.step, by, reply });
  const stored = await answerWithinBudget(dependencies, { scope, work });
  return { answer: orderAnswer.parse(stored), replayed: false };
}

/** The step that has the PSP create the first intent, leased by this request. */
function createFirstIntent(
  { id, number: orderNumber, paymentId, intentId, stepId }: NewOrder,
  intent: Readonly<{ amountMinor: bigint; currency: string; saveCard: boolean }>,
): NewStep {
  const params = { intentId, paymentId, orderNumber, intentAttempt: 1, ...intent };
  return createIntentStep.schedule(params, { id: stepId, subject: orderSubject(id), lease: newLease() });
}

/** How the order is to be held, and how much of it the intent that the shopper confirms is worth. */
function planFirstHold(
  { sellers, total }: Quote,
  setting: StrategySetting,
): { plan: HoldPlan; amountMinor: bigint } {
  const shares = sellers.map((part) => part.total.amountMinor);
  const plan = planHolds({ setting, shares, currency: total.currency, splitFailed: false });
  const first = plan.perSeller ? shares[0] : undefined;
  return { plan, amountMinor: first ?? total.amountMinor };
}

function refusalOf(
  cart: Cart,
  quoteVersion: string,
): CartAlreadyOrdered | CartEmpty | QuoteChanged | InvalidInput | InsufficientStock | null {
  if (cart.orderId !== null) return { code: 'CART_ALREADY_ORDERED' };
  if (cart.lines.length === 0) return { code: 'CART_EMPTY' };
  const after = quoteCart(cart);
  if (after.version !== quoteVersion)
    return { code: 'QUOTE_CHANGED', before: agreedTotals(quoteVersion, cart.currency), after };
  if (after.total.amountMinor > MAX_ORDER_TOTAL_MINOR) {
    return {
      code: 'INVALID_INPUT',
      field: 'cartToken',
      reason: 'holds more than can be paid in one payment',
    };
  }
  const shortages = shortagesOf(cart.lines);
  return shortages.length > 0 ? { code: 'INSUFFICIENT_STOCK', shortages } : null;
}

/** Someone else took the last units between our look and our reservation: say what is left now. */
async function currentShortage(carts: Carts, key: CartKey): Promise<InsufficientStock | CartNotFound> {
  const cart = await carts.find(key);
  if (cart === null) return { code: 'CART_NOT_FOUND' };
  return { code: 'INSUFFICIENT_STOCK', shortages: shortagesOf(cart.lines) };
}
