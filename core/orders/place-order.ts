import { z } from 'zod';

import type { Cart, CartAlreadyOrdered, CartEmpty, CartNotFound, InsufficientStock } from '../cart/cart.js';
import type { AuthorizationPlan, StrategySetting } from '../checkout/authorization/plan-authorizations.js';
import { planAuthorizations, savesCard } from '../checkout/authorization/plan-authorizations.js';
import { shortagesOf } from '../cart/cart.js';
import { cartKeyOf } from '../cart/cart-key.js';
import type { CartKey, Carts } from '../cart/ports.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import type { Quote } from '../cart/quote.js';
import type { TotalAboveMaximum, TotalBelowMinimum } from '../cart/payable-total.js';
import { totalFault } from '../cart/payable-total.js';
import { quoteCart } from '../cart/quote.js';
import type { AgreedTotals } from '../cart/quote-version.js';
import { agreedTotals, MAX_QUOTE_VERSION_LENGTH } from '../cart/quote-version.js';
import type { AttemptIds, OrderAnswer } from '../checkout/authorization/order-answer.js';
import { knownAnswer, orderAnswer, provisionalAnswer } from '../checkout/authorization/order-answer.js';
import { ownerId } from '../checkout/model/order-access.js';
import type { Answered, InteractiveCommandDependencies } from '../checkout/run-interactive-command.js';
import { runInteractiveCommand } from '../checkout/run-interactive-command.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { Decision, KeyConflict } from '../idempotency/run-command.js';
import { causeOf } from '../identity/cause-of.js';
import type { Requester } from '../identity/requester.js';
import { orderSubject } from '../checkout/steps/checkout-step.js';
import { createIntentStep } from '../checkout/steps/create-intent-step.js';
import type { LeasedStep, NewStep } from '../psp/step.js';
import { leasedFrom, newLease } from '../psp/step.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { address } from './address.js';
import { newOrder } from './new-order.js';
import type { OrderPlacement } from './ports.js';

export type PlaceOrderDependencies = InteractiveCommandDependencies &
  Readonly<{
    carts: Carts;
    orders: OrderPlacement;
    tokens: GuestTokens;
    captureStrategy: StrategySetting;
  }>;

const command = z.object({
  quoteVersion: z.string().max(MAX_QUOTE_VERSION_LENGTH, 'is not a quote version'),
  email: z.email('must be an e-mail address').max(254),
  shipTo: address,
  idempotencyKey,
});

export type PlaceOrderInput = z.input<typeof command> &
  Readonly<{
    /** For a guest's cart; without it, the open cart of the requesting account. */
    cartToken: string | null | undefined;
    requester: Requester;
  }>;

/**
 * The quote is not what the shopper last saw; nothing was ordered. `before` is null when the given version is not one
 * of ours.
 */
export type QuoteChanged = DomainError<'QUOTE_CHANGED', { before: AgreedTotals | null; after: Quote }>;

/** Another order took the last units between our read and our reservation. */
type LastUnitsTaken = DomainError<'LAST_UNITS_TAKEN'>;

type Rejection =
  CartAlreadyOrdered | CartEmpty | QuoteChanged | TotalBelowMinimum | TotalAboveMaximum | InsufficientStock;
export type PlaceOrderError = InvalidInput | CartNotFound | KeyConflict | Rejection;

type Placement = Readonly<{
  cart: Cart;
  quote: Quote;
  plan: AuthorizationPlan;
  newStep: NewStep;
  step: LeasedStep;
}>;

/**
 * Places the order of a cart: one transaction reserves the stock and writes the order, its seller orders, the payment
 * with its first intent, the step that creates the intent at the PSP, the event, and the answer under the idempotency
 * key. Then the PSP is called within the budget; if it is late the answer is CREATED_PENDING and the call continues.
 *
 * Errors in order of precedence: INVALID_INPUT, CART_NOT_FOUND for a caller who names no cart, IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, CART_NOT_FOUND, CART_ALREADY_ORDERED, CART_EMPTY, QUOTE_CHANGED, TOTAL_BELOW_MINIMUM,
 * TOTAL_ABOVE_MAXIMUM, INSUFFICIENT_STOCK. None of them leaves anything behind.
 */
export async function placeOrder(
  dependencies: PlaceOrderDependencies,
  input: PlaceOrderInput,
): Promise<Answered<OrderAnswer> | PlaceOrderError> {
  const { carts, orders, tokens, captureStrategy: setting } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { quoteVersion, email, shipTo, idempotencyKey: key } = parsed.data;
  const { requester } = input;
  const cartKey = cartKeyOf({ tokens }, { actor: requester.actor, cartToken: input.cartToken });
  if (cartKey === null) return { code: 'CART_NOT_FOUND' };
  const by = causeOf(requester, 'shopper', 'placeOrder');
  const order = newOrder();
  const answer = provisionalAnswer(order);

  const placed = await runInteractiveCommand(dependencies, {
    answer: orderAnswer,
    input: { quoteVersion, email, shipTo },
    // The scope is the caller's own cart, and the order that the recorder locks does not exist yet. A replay does not
    // touch the cart, which may be gone or locked by the shopper's next request.
    claims: 'BEFORE_LOCK',
    key: { scope: { actor: scopeOf(cartKey), operation: 'placeOrder', key }, provisional: answer },
    lock: (tx) => carts.lock(tx, cartKey, shipTo.country),
    notFound: { code: 'CART_NOT_FOUND' },
    async decide(tx, cart): Promise<Decision<OrderAnswer, Placement> | Rejection | LastUnitsTaken> {
      const quote = quoteCart(cart);
      const rejected = rejectionOf(cart, quote, quoteVersion);
      if (rejected !== null) return rejected;
      const { plan, amountMinor } = planFirstAuthorization(quote, setting);
      const { currency } = quote.total;
      const saveCard = savesCard(setting);
      const newStep = createFirstIntent(order, { amountMinor, currency, saveCard });
      if (!(await orders.reserveStock(tx, cart.lines))) return { code: 'LAST_UNITS_TAKEN' };
      return { answer, write: { cart, quote, plan, newStep, step: leasedFrom(newStep) } };
    },
    async save(tx, placement) {
      const tokenHash = tokens.hash(tokens.orderToken(order.id));
      const accountId = ownerId(requester.actor);
      const { newStep: step, ...placed } = placement;
      await orders.insert(tx, { order, ...placed, step, email, shipTo, tokenHash, accountId, by });
      return { orderId: order.id, version: 1 };
    },
    by,
    finalAnswer: (_, intent) => knownAnswer(answer, intent),
  });

  if ('code' in placed && placed.code === 'LAST_UNITS_TAKEN') return currentShortage(carts, cartKey);
  return placed;
}

function scopeOf(cartKey: CartKey): string {
  return 'tokenHash' in cartKey ? `cart:${cartKey.tokenHash}` : `account:${cartKey.accountId}`;
}

/** The step that creates the first intent at the PSP, leased by this request. */
function createFirstIntent(
  { id, number: orderNumber, paymentId, intentId, stepId }: AttemptIds,
  intent: Readonly<{ amountMinor: bigint; currency: string; saveCard: boolean }>,
): NewStep {
  const params = { intentId, paymentId, orderNumber, intentAttempt: 1, ...intent };
  return createIntentStep.schedule(params, { id: stepId, subject: orderSubject(id), lease: newLease() });
}

/** Plans the authorizations, and the amount of the intent that the shopper confirms. */
function planFirstAuthorization(
  { sellers, total }: Quote,
  setting: StrategySetting,
): { plan: AuthorizationPlan; amountMinor: bigint } {
  const sellerAmounts = sellers.map((seller) => seller.total.amountMinor);
  const plan = planAuthorizations({ setting, sellerAmounts, currency: total.currency, splitFailed: false });
  const first = plan.perSeller ? sellerAmounts[0] : undefined;
  return { plan, amountMinor: first ?? total.amountMinor };
}

function rejectionOf(cart: Cart, quote: Quote, quoteVersion: string): Rejection | null {
  if (cart.orderId !== null) return { code: 'CART_ALREADY_ORDERED' };
  if (cart.lines.length === 0) return { code: 'CART_EMPTY' };
  if (quote.version !== quoteVersion)
    return { code: 'QUOTE_CHANGED', before: agreedTotals(quoteVersion, cart.currency), after: quote };
  const fault = totalFault(quote.total);
  if (fault !== null) return fault;
  const shortages = shortagesOf(cart.lines);
  return shortages.length > 0 ? { code: 'INSUFFICIENT_STOCK', shortages } : null;
}

/** The units left after another order was faster. */
async function currentShortage(carts: Carts, key: CartKey): Promise<InsufficientStock | CartNotFound> {
  const cart = await carts.find(key);
  if (cart === null) return { code: 'CART_NOT_FOUND' };
  return { code: 'INSUFFICIENT_STOCK', shortages: shortagesOf(cart.lines) };
}
