import { importItems } from '../../core/catalog/import-items.js';
import type { Item } from '../../core/catalog/item.js';
import type { RowFault } from '../../core/catalog/item-sheet.js';
import { buildCheckout } from '../../core/checkout/testing/build-checkout.js';
import { confirmDelivery } from '../../core/fulfilment/confirm-delivery.js';
import { shipSellerOrder } from '../../core/fulfilment/ship-seller-order.js';
import { adjustStock } from '../../core/inventory/adjust-stock.js';
import { newId } from '../../core/shared/ids.js';
import { account, requestOf } from './people.js';
import {
  checkoutsOf,
  commandPorts,
  freeKey,
  interactivePorts,
  keyFaults,
  precedenceCase,
} from './precedence-case.js';
import { itemDetailsReader } from '../../core/catalog/item-details.js';

const shipping = precedenceCase({
  file: 'core/fulfilment/ship-seller-order.ts',
  world: () => ({
    ...freeKey,
    carrier: 'DHL',
    isStranger: false,
    isShipped: false,
    isUnknownLine: false,
    quantity: 1,
  }),
  faults: [
    { code: 'INVALID_INPUT', field: 'carrier', plant: (world) => (world.carrier = '') },
    { code: 'SELLER_ORDER_NOT_FOUND', plant: (world) => (world.isStranger = true) },
    ...keyFaults,
    { code: 'SELLER_ORDER_NOT_SHIPPABLE', plant: (world) => (world.isShipped = true) },
    { code: 'INVALID_INPUT', field: 'lines.1.orderLineId', plant: (world) => (world.isUnknownLine = true) },
    { code: 'UNITS_NOT_LEFT', plant: (world) => (world.quantity = 5) },
  ],
  run({ carrier, isStranger, isShipped, isUnknownLine, quantity, ...key }) {
    const checkout = buildCheckout({ sellers: 1, captureMode: 'ON_SHIPMENT' });
    const [sold] = checkout.sellerOrders;
    if (sold === undefined) throw new Error('an order has a seller');
    const sellerOrders = [{ ...sold, status: isShipped ? ('SHIPPED' as const) : ('TO_SHIP' as const) }];
    const line = { id: 'line', quantity: 4, shippedUnits: 0, grossMinor: 1_000n };
    const lines = [
      { orderLineId: 'line', quantity },
      { orderLineId: 'other', quantity: 1 },
    ];
    return shipSellerOrder(
      {
        ...commandPorts(key),
        checkouts: checkoutsOf({ ...checkout, sellerOrders }),
        shipments: {
          find: () => Promise.resolve({ orderId: checkout.order.id, sellerId: sold.sellerId }),
          lines: () => Promise.resolve([line]),
          add: () => Promise.resolve(),
        },
      },
      {
        ...{ sellerOrderId: sold.id, lines: lines.slice(0, isUnknownLine ? 2 : 1) },
        ...{ carrier, trackingNumber: 'T1', idempotencyKey: 'key-12345' },
        requester: requestOf(account('SELLER', isStranger ? [] : [sold.sellerId])),
      },
    );
  },
});

const confirmingDelivery = precedenceCase({
  file: 'core/fulfilment/confirm-delivery.ts',
  world: () => ({ ...freeKey, idempotencyKey: 'key-12345', isStranger: false, isNotShipped: false }),
  faults: [
    { code: 'INVALID_INPUT', field: 'idempotencyKey', plant: (world) => (world.idempotencyKey = '') },
    { code: 'SELLER_ORDER_NOT_FOUND', plant: (world) => (world.isStranger = true) },
    ...keyFaults,
    { code: 'SELLER_ORDER_NOT_IN_DELIVERY', plant: (world) => (world.isNotShipped = true) },
  ],
  run({ idempotencyKey, isStranger, isNotShipped, ...key }) {
    const checkout = buildCheckout({ sellers: 1 });
    const [sold] = checkout.sellerOrders;
    if (sold === undefined) throw new Error('an order has a seller');
    const sellerOrders = [{ ...sold, status: isNotShipped ? ('TO_SHIP' as const) : ('SHIPPED' as const) }];
    const order = { ...checkout.order, status: 'COMPLETED' as const };
    const { tokens } = interactivePorts(key, null);
    return confirmDelivery(
      {
        ...{ ...commandPorts(key), tokens },
        checkouts: checkoutsOf(isStranger ? null : { ...checkout, order, sellerOrders }),
        shipments: {
          find: () => Promise.resolve({ orderId: checkout.order.id, sellerId: sold.sellerId }),
          lines: () => Promise.resolve([]),
          add: () => Promise.resolve(),
        },
      },
      {
        ...{ sellerOrderId: sold.id, idempotencyKey, orderToken: null },
        requester: requestOf(account('SELLER', isStranger ? [] : [sold.sellerId])),
      },
    );
  },
});

const malformed: RowFault = { row: 2, column: null, code: 'MALFORMED', message: 'is not a row' };

const importing = precedenceCase({
  file: 'core/catalog/import-items.ts',
  world: () => ({
    ...freeKey,
    idempotencyKey: 'key-12345',
    isStranger: false,
    isFaulty: false,
    isDisturbed: false,
  }),
  faults: [
    { code: 'INVALID_INPUT', field: 'idempotencyKey', plant: (world) => (world.idempotencyKey = '') },
    { code: 'SELLER_NOT_FOUND', plant: (world) => (world.isStranger = true) },
    ...keyFaults,
    { code: 'IMPORT_REJECTED', plant: (world) => (world.isFaulty = true) },
    { code: 'IMPORT_DISTURBED', plant: (world) => (world.isDisturbed = true) },
  ],
  run({ idempotencyKey, isStranger, isFaulty, isDisturbed, ...key }) {
    const sellerId = newId('sel');
    const known = { bySku: new Map<string, never>(), upcOwners: new Map<string, Item['id']>() };
    return importItems(
      {
        ...commandPorts(key),
        itemDetails: itemDetailsReader(new Set(['mug'])),
        itemSheets: {
          read: () => (isFaulty ? { faults: [malformed] } : { rows: [] }),
          write: () => Promise.reject(new Error('not needed')) as never,
        },
        itemImports: { lock: () => Promise.resolve(known), write: () => Promise.resolve(!isDisturbed) },
      },
      {
        ...{ sellerId, csv: 'sku', dryRun: false, idempotencyKey },
        actor: account('SELLER', isStranger ? [] : [sellerId]),
      },
    );
  },
});

const adjusting = precedenceCase({
  file: 'core/inventory/adjust-stock.ts',
  world: () => ({ delta: -1, isStranger: false, keyIsReused: false, isReserved: false }),
  faults: [
    { code: 'INVALID_INPUT', field: 'delta', plant: (world) => (world.delta = 0) },
    { code: 'ITEM_NOT_FOUND', plant: (world) => (world.isStranger = true) },
    { code: 'IDEMPOTENCY_KEY_REUSED', plant: (world) => (world.keyIsReused = true) },
    { code: 'STOCK_BELOW_RESERVED', plant: (world) => (world.isReserved = true) },
  ],
  run({ delta, isStranger, keyIsReused, isReserved }) {
    const sellerId = newId('sel');
    const level = { onHand: 5, reserved: 5 };
    const made = { delta: 3, reason: 'FOUND' as const, note: '', ...level };
    const stock = {
      find: () => Promise.resolve({ ...level, sellerId, made: keyIsReused ? made : null }),
      adjust: () => Promise.resolve(isReserved ? null : level),
    };
    return adjustStock(
      { stock },
      {
        ...{ itemId: newId('itm'), delta, reason: 'LOST', note: '', idempotencyKey: 'key-12345' },
        actor: account('SELLER', isStranger ? [] : [sellerId]),
      },
    );
  },
});

export const sellerCases = [shipping, confirmingDelivery, importing, adjusting];
