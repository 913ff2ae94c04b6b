import { newId } from '../../shared/ids.js';
import type { Money } from '../../shared/money.js';
import { money, sumMinor } from '../../shared/money.js';
import type { OrderView, PaymentOrderView, SellerOrderView } from '../order-view.js';

type Part = Readonly<{
  seller?: string;
  item?: string;
  quantity?: number;
  unitMinor: bigint;
  shippingMinor?: bigint;
  taxMinor?: bigint;
  taxIncludedMinor?: bigint;
  status?: PaymentOrderView['status'];
  capturedMinor?: bigint;
  refundedMinor?: bigint;
}>;

/** An authorized order as its buyer sees it, with one line per seller; its totals are the sums over the sellers. */
export function buildOrderView(
  parts: readonly Part[],
  { currency = 'EUR', authorized = true }: { currency?: string; authorized?: boolean } = {},
): OrderView {
  const inCurrency = (amountMinor: bigint): Money => money(amountMinor, currency);
  const sellerOrders = parts.map((part) => buildPart(part, inCurrency));
  const sum = (pick: (part: SellerOrderView) => Money) =>
    inCurrency(sumMinor(sellerOrders.map((part) => pick(part).amountMinor)));
  const total = sum((part) => part.total);
  const paymentOrders = sellerOrders.flatMap(({ paymentOrder }) =>
    paymentOrder === null ? [] : [paymentOrder],
  );
  return {
    isOwn: true,
    id: newId('ord'),
    number: 'K7Q2-M4XD',
    status: authorized ? 'PAYMENT_CONFIRMED' : 'PENDING_PAYMENT',
    version: 3,
    email: 'sam@example.com',
    shipTo: { name: 'Sam', line1: 'Lane 1', line2: null, city: 'Berlin', postalCode: '10115', country: 'DE' },
    subtotal: sum((part) => part.subtotal),
    shipping: sum((part) => part.shipping),
    tax: sum((part) => part.tax),
    taxIncluded: sum((part) => part.taxIncluded),
    total,
    placedAt: new Date('2026-11-21T09:00:00.000Z'),
    expiresAt: new Date('2026-11-21T09:30:00.000Z'),
    sellerOrders,
    payment: {
      id: newId('pay'),
      status: 'NOT_CAPTURED',
      version: 3,
      amount: total,
      authorized: authorized ? total : inCurrency(0n),
      captured: inCurrency(sumMinor(paymentOrders.map(({ captured }) => captured.amountMinor))),
      refunded: inCurrency(sumMinor(paymentOrders.map(({ refunded }) => refunded.amountMinor))),
      captureBefore: null,
      intents: [],
      paymentOrders,
    },
    cancellation: null,
  };
}

function buildPart(part: Part, inCurrency: (amountMinor: bigint) => Money): SellerOrderView {
  const { quantity = 1, unitMinor, shippingMinor = 0n, taxMinor = 0n, taxIncludedMinor = 0n } = part;
  const subtotal = inCurrency(unitMinor * BigInt(quantity));
  const total = inCurrency(subtotal.amountMinor + shippingMinor + taxMinor);
  const name = part.seller ?? 'Kiln & Clay';
  const seller = {
    id: newId('sel'),
    slug: 's',
    name,
    tagline: '',
    accent: 'clay',
    captureMode: 'AUTOMATIC',
  } as const;
  const paymentOrder: PaymentOrderView = {
    id: newId('po'),
    status: part.status ?? 'CAPTURED',
    seller,
    amount: total,
    captured: inCurrency(part.capturedMinor ?? (part.status === undefined ? total.amountMinor : 0n)),
    refunded: inCurrency(part.refundedMinor ?? 0n),
    attempts: 1,
    nextAttemptAt: null,
    capturedAt: null,
    failureMessage: null,
    refunds: [],
  };
  return {
    id: newId('so'),
    orderId: newId('ord'),
    version: 1,
    orderNumber: 'K7Q2-M4XD',
    placedAt: new Date('2026-11-21T09:00:00.000Z'),
    shipTo: { name: 'Sam', line1: 'Lane 1', line2: null, city: 'Berlin', postalCode: '10115', country: 'DE' },
    status: 'TO_SHIP',
    deliveredAt: null,
    seller,
    lines: [
      {
        id: newId('ln'),
        sku: 'SKU-1',
        name: part.item ?? 'Ash glaze mug',
        picture: 'ash-glaze-mug',
        quantity,
        shippedUnits: 0,
        unitPrice: inCurrency(unitMinor),
        total: subtotal,
      },
    ],
    subtotal,
    shipping: inCurrency(shippingMinor),
    tax: inCurrency(taxMinor),
    taxIncluded: inCurrency(taxIncludedMinor),
    total,
    shipments: [],
    paymentOrder,
    paymentOrders: [paymentOrder],
  };
}
