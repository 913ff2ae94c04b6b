import type { Cart } from '../../core/cart/cart.js';
import { quoteCart } from '../../core/cart/quote.js';
import { buildCheckout } from '../../core/checkout/testing/build-checkout.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { adoptOrder } from '../../core/orders/adopt-order.js';
import { cancelOrder } from '../../core/orders/cancel-order.js';
import { placeOrder } from '../../core/orders/place-order.js';
import { newId } from '../../core/shared/ids.js';
import { money } from '../../core/shared/money.js';
import { account, requestOf } from './people.js';
import { commandPorts, checkoutsOf, freeKey, interactivePorts, keyFaults } from './precedence-case.js';
import { precedenceCase } from './precedence-case.js';

const shipTo = { name: 'Ada', line1: 'Weg 1', line2: null, city: 'Bonn', postalCode: '53111', country: 'DE' };

function cartOf(line: { priceMinor: bigint; availableUnits: number } | null, orderId: Cart['orderId']): Cart {
  const sellerId = newId('sel');
  const seller = {
    ...{ id: sellerId, slug: 's', name: 'S', tagline: '', accent: 'teal', captureMode: 'AUTOMATIC' as const },
    shipping: { pricesMinor: { LETTER: 1n, PARCEL: 1n, BULKY: 1n }, freeFromMinor: null, version: 1 },
    commission: {
      ...{ bps: 0, fixedMinor: 0n, minMinor: 0n, maxMinor: null, version: 1 },
      refundPolicy: 'COMMISSION_RETURNED' as const,
      taxRemittedBy: 'PLATFORM' as const,
    },
  };
  const itemOf = ({ priceMinor, availableUnits }: { priceMinor: bigint; availableUnits: number }) => ({
    ...{ id: newId('itm'), sellerId, sku: 'A-1', upc: null, name: 'Mug', description: '', picture: 'mug' },
    ...{ category: 'Ceramics', price: money(priceMinor, 'EUR'), availableUnits, active: true, version: 1 },
    ...{ taxClass: 'STANDARD' as const, weightClass: 'PARCEL' as const, seller },
  });
  return {
    ...{ id: newId('crt'), currency: 'EUR', destination: 'DE', taxRates: [], version: 1, orderId },
    lines: line === null ? [] : [{ item: itemOf(line), quantity: 2 }],
  };
}

const placing = precedenceCase({
  file: 'core/orders/place-order.ts',
  world: () => ({
    ...freeKey,
    email: 'ada@example.com',
    cartToken: 'token' as string | null,
    cartIsGone: false,
    orderId: null as Cart['orderId'],
    isEmpty: false,
    isStale: false,
    priceMinor: 100n,
    availableUnits: 9,
  }),
  faults: [
    { code: 'INVALID_INPUT', field: 'email', plant: (world) => (world.email = 'nobody') },
    { code: 'CART_NOT_FOUND', plant: (world) => (world.cartToken = null) },
    ...keyFaults,
    { code: 'CART_NOT_FOUND', plant: (world) => (world.cartIsGone = true) },
    { code: 'CART_ALREADY_ORDERED', plant: (world) => (world.orderId = newId('ord')) },
    { code: 'CART_EMPTY', plant: (world) => (world.isEmpty = true) },
    { code: 'QUOTE_CHANGED', plant: (world) => (world.isStale = true) },
    { code: 'TOTAL_BELOW_MINIMUM', plant: (world) => (world.priceMinor = 1n) },
    { code: 'TOTAL_ABOVE_MAXIMUM', plant: (world) => (world.priceMinor = 99_999_999n) },
    { code: 'INSUFFICIENT_STOCK', plant: (world) => (world.availableUnits = 1) },
  ],
  run({ email, cartToken, cartIsGone, orderId, isEmpty, isStale, priceMinor, availableUnits, ...key }) {
    const cart = cartOf(isEmpty ? null : { priceMinor, availableUnits }, orderId);
    const found = () => Promise.resolve(cartIsGone ? null : cart);
    const never = () => Promise.reject(new Error('not needed'));
    const ports = {
      ...interactivePorts(key, null),
      carts: {
        ...{ find: found, lock: found, create: never, openForAccount: never, findWithItem: never },
        ...{ setLine: never, moveUnits: never, setDestination: never },
      },
      orders: {
        reserveStock: () => Promise.resolve(availableUnits > 1),
        insert: () => Promise.resolve(),
      },
    };
    const quoteVersion = isStale || isEmpty ? 'q0-0' : quoteCart(cart).version;
    const requester = requestOf(ANONYMOUS);
    const input = { quoteVersion, email, shipTo, idempotencyKey: 'key-12345', cartToken, requester };
    return placeOrder(ports, input);
  },
  // A total is below the least amount or above the greatest.
  apart: [[8, 9]],
});

const canceling = precedenceCase({
  file: 'core/orders/cancel-order.ts',
  world: () => ({
    ...freeKey,
    note: '',
    isOther: false,
    reason: 'CHANGED_MIND' as 'CHANGED_MIND' | 'OUT_OF_STOCK',
    status: 'PENDING_PAYMENT' as 'PENDING_PAYMENT' | 'EXPIRED',
    isShipped: false,
  }),
  faults: [
    { code: 'INVALID_INPUT', field: 'note', plant: (world) => (world.note = 'x'.repeat(501)) },
    { code: 'ORDER_NOT_FOUND', plant: (world) => (world.isOther = true) },
    ...keyFaults,
    { code: 'INVALID_INPUT', field: 'reason', plant: (world) => (world.reason = 'OUT_OF_STOCK') },
    { code: 'ORDER_NOT_CANCELABLE', plant: (world) => (world.status = 'EXPIRED') },
    { code: 'ORDER_SHIPPED', plant: (world) => (world.isShipped = true) },
  ],
  run({ note, isOther, reason, status, isShipped, ...key }) {
    const checkout = buildCheckout({ intent: { status: 'CREATED' } });
    const { tokens } = interactivePorts(key, null);
    const shipped = isShipped ? checkout.sellerOrders.map(({ id }) => id) : [];
    return cancelOrder(
      {
        ...commandPorts(key),
        tokens,
        checkouts: checkoutsOf(isOther ? null : { ...checkout, order: { ...checkout.order, status } }),
        cancellations: { shipped: () => Promise.resolve(shipped), add: () => Promise.resolve() },
      },
      {
        ...{ reason, note, idempotencyKey: 'key-12345', orderId: checkout.order.id, orderToken: 'token' },
        requester: requestOf(ANONYMOUS),
      },
    );
  },
});

const adopting = precedenceCase({
  file: 'core/orders/adopt-order.ts',
  world: () => ({ actor: account('SHOPPER'), isOther: false, isOwned: false }),
  faults: [
    { code: 'SIGN_IN_REQUIRED', plant: (world) => (world.actor = ANONYMOUS) },
    {
      code: 'NOT_PERMITTED',
      plant: (world) => (world.actor = { kind: 'SERVICE', keyId: 'key', scopes: [] }),
    },
    { code: 'ORDER_NOT_FOUND', plant: (world) => (world.isOther = true) },
    { code: 'ORDER_ALREADY_OWNED', plant: (world) => (world.isOwned = true) },
  ],
  apart: [[0, 1]],
  run({ actor, isOther, isOwned }) {
    const { tokens, live } = interactivePorts(freeKey, null);
    const orderOwners = {
      adopt: () => Promise.resolve(isOther || isOwned ? null : 2),
      find: () => Promise.resolve(isOther ? null : { accountId: newId('acc') }),
      findAddressee: () => Promise.resolve(null),
    };
    const asked = { requester: requestOf(actor), orderId: newId('ord'), token: 'token' };
    return adoptOrder({ tokens, live, orderOwners }, asked);
  },
});

export const orderCases = [placing, canceling, adopting];
