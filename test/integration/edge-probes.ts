/** The ids used by the edge table's requests, and this actor's order token. */
export interface EdgeTarget {
  /** The id of one object per node type, keyed by type name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly orderToken: string | null;
}

/** A path to an object: the document text before and after the selection on it. */
type Way = readonly [before: string, after: string];

const through = (ways: readonly Way[], before: string, after: string): Way[] =>
  ways.map(([first, last]) => [`${first} ${before}`, `${after} ${last}`]);
const byId = (type: string): Way => [`{ node(id: "$${type}") { ... on ${type} {`, '} } }'];

const viewer: Way[] = [['{ viewer {', '} }']];
const orders: Way[] = [
  ['{ order(id: "$Order", token: $token) {', '} }'],
  ...through(viewer, 'orders(first: 1) { edges { node {', '} } }'),
  ['{ orders(first: 1) { edges { node {', '} } } }'],
  byId('Order'),
];
const payments: Way[] = [
  ...through(orders, 'payment {', '}'),
  ['{ payment(id: "$Payment", orderToken: $token) {', '} }'],
  byId('Payment'),
];
const sellerOrders: Way[] = [
  ...through(orders, 'sellerOrders {', '}'),
  ['{ sellerOrders(first: 1) { edges { node {', '} } } }'],
  byId('SellerOrder'),
];
const entries = through(orders, 'history(first: 1) { edges { node {', '} } }');

/** Every path to an object of the type. The actor sees a field when any path shows it. */
export const ways: Readonly<Record<string, readonly Way[]>> = {
  Viewer: viewer,
  Cart: [...through(viewer, 'cart {', '}'), byId('Cart')],
  Order: orders,
  OrderHistoryEntry: entries,
  SellerOrder: sellerOrders,
  Shipment: through(sellerOrders, 'shipments {', '}'),
  Payment: payments,
  PaymentIntent: [...through(payments, 'intents {', '}'), byId('PaymentIntent')],
  PaymentOrder: [
    ...through(payments, 'paymentOrders {', '}'),
    ...through(sellerOrders, 'paymentOrder {', '}'),
    byId('PaymentOrder'),
  ],
};

/** Scalar fields hidden from some actors who see the rest of the object. */
export const secrets: readonly string[] = [
  'PaymentIntent.clientSecret',
  'OrderHistoryEntry.actorId',
  'OrderHistoryEntry.cause',
  'OrderHistoryEntry.correlationId',
];

/** Fields that are null for everyone here; an actor who reaches the object may see them. */
export const EMPTY_HERE: readonly string[] = ['PaymentIntent.nextAction'];

/** The document of one path for an actor. */
export function documentOf([before, after]: Way, selection: string, { ids, orderToken }: EdgeTarget): string {
  const token = orderToken === null ? 'null' : JSON.stringify(orderToken);
  return `${before} ${selection} ${after}`
    .replaceAll(/\$([A-Z]\w+)/g, (_match, type: string) => ids[type] ?? '')
    .replaceAll('$token', token);
}
