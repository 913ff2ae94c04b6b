import { randomUUID } from 'node:crypto';

/** The ids and tokens used by the access table's requests; only the guest has valid tokens. */
export interface Target {
  readonly itemId: string;
  readonly sellerId: string;
  readonly orderId: string;
  readonly sellerOrderId: string;
  readonly paymentId: string;
  readonly paymentIntentId: string;
  readonly cartToken: string;
  readonly orderToken: string;
  readonly apiKeyId: string;
}

export type Probe = Readonly<{ document: string; variables?: (target: Target) => Record<string, unknown> }>;

const mutation = (name: string, input: (target: Target) => Record<string, unknown>): Probe => ({
  document: `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { __typename ... on UserError { code } } }`,
  variables: (target) => ({ input: input(target) }),
});
const bare = (name: string): Probe => ({
  document: `mutation { ${name} { __typename ... on UserError { code } } }`,
});

const shipTo = { name: 'Sam', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const password = 'a long enough password';

/** One request per root field of the schema; actors without the right token send a wrong one. */
export const probes: Readonly<Record<string, Probe>> = {
  'Query.apiKeys': { document: '{ apiKeys { edges { cursor } } }' },
  'Query.balance': {
    document: 'query ($id: ID!) { balance(sellerId: $id) { currency } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.transactions': {
    document: 'query ($id: ID!) { transactions(sellerId: $id, first: 1) { edges { cursor } } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.statement': {
    document: `query ($id: ID!) {
      statement(sellerId: $id, currency: "EUR", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { to } }`,
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.trialBalance': { document: '{ trialBalance { account } }' },
  'Query.journal': { document: '{ journal(first: 1) { edges { cursor } } }' },
  'Query.cart': {
    document: 'query ($token: String!) { cart(token: $token) { id } }',
    variables: ({ cartToken }) => ({ token: cartToken }),
  },
  'Query.operatorActions': { document: '{ operatorActions(first: 1) { edges { cursor } } }' },
  'Query.capturePlan': {
    document: 'query ($id: ID!) { capturePlan(paymentId: $id) { strategy } }',
    variables: ({ paymentId }) => ({ id: paymentId }),
  },
  'Query.stuckSteps': { document: '{ stuckSteps(first: 1) { edges { cursor } } }' },
  'Query.webhookEvents': { document: '{ webhookEvents(first: 1) { edges { cursor } } }' },
  'Query.identityProvider': { document: '{ identityProvider { name } }' },
  'Query.item': {
    document: 'query ($id: ID!) { item(id: $id) { id } }',
    variables: ({ itemId }) => ({ id: itemId }),
  },
  'Query.items': { document: '{ items(first: 1) { edges { cursor } } }' },
  'Query.node': {
    document: 'query ($id: ID!) { node(id: $id) { id } }',
    variables: ({ itemId }) => ({ id: itemId }),
  },
  'Query.order': {
    document: 'query ($id: ID!, $token: String!) { order(id: $id, token: $token) { id } }',
    variables: ({ orderId, orderToken }) => ({ id: orderId, token: orderToken }),
  },
  'Query.orders': { document: '{ orders(first: 1) { edges { cursor } } }' },
  'Query.payment': {
    document: 'query ($id: ID!, $token: String!) { payment(id: $id, orderToken: $token) { id } }',
    variables: ({ paymentId, orderToken }) => ({ id: paymentId, token: orderToken }),
  },
  'Query.pspSettings': { document: '{ pspSettings { provider } }' },
  'Query.seller': {
    document: 'query ($id: ID!) { seller(id: $id) { id } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.sellerItems': {
    document: 'query ($id: ID!) { sellerItems(sellerId: $id, first: 1) { edges { cursor } } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.sellerOrders': { document: '{ sellerOrders(first: 1) { edges { cursor } } }' },
  'Query.sellerTerms': {
    document: 'query ($id: ID!) { sellerTerms(sellerId: $id) { currency } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Query.sellers': { document: '{ sellers(first: 1) { edges { cursor } } }' },
  'Query.viewer': { document: '{ viewer { id } }' },
  // Before activateItem, so that the next actor finds the item on sale.
  'Mutation.deactivateItem': mutation('deactivateItem', ({ itemId }) => ({ itemId })),
  'Mutation.activateItem': mutation('activateItem', ({ itemId }) => ({ itemId })),
  'Mutation.adoptOrder': mutation('adoptOrder', () => ({
    orderId: 'ord_00000000000000000000000000',
    token: 'not-its-token',
  })),
  'Mutation.requestOrderLink': mutation('requestOrderLink', () => ({
    orderNumber: 'K7Q2-M4XD',
    email: 'sam@example.com',
  })),
  'Mutation.addCartLine': mutation('addCartLine', ({ cartToken, itemId }) => ({
    cartToken,
    itemId,
    quantity: 1,
  })),
  'Mutation.authorizePayment': mutation('authorizePayment', ({ paymentIntentId, orderToken }) => ({
    paymentIntentId,
    orderToken,
    confirmationToken: 'ctoken_unknown',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.cancelOrder': mutation('cancelOrder', ({ orderId, orderToken }) => ({
    orderId,
    orderToken,
    reason: 'OTHER',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.changePassword': mutation('changePassword', () => ({
    currentPassword: 'wrong',
    newPassword: password,
  })),
  'Mutation.adjustStock': mutation('adjustStock', ({ itemId }) => ({
    itemId,
    delta: 1,
    reason: 'DELIVERED',
    idempotencyKey: randomUUID(),
  })),
  // These fail without a reason, but permission is checked first.
  'Mutation.retryStep': mutation('retryStep', () => ({ stepId: 'stp_x', reason: '' })),
  'Mutation.replayWebhookEvent': mutation('replayWebhookEvent', () => ({ eventId: 'evt_x', reason: '' })),
  'Mutation.recheckPayment': mutation('recheckPayment', ({ paymentId }) => ({ paymentId, reason: '' })),
  'Mutation.refundPaymentOrder': mutation('refundPaymentOrder', () => ({
    paymentOrderId: 'po_x',
    reason: 'GOODWILL',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.createApiKey': mutation('createApiKey', () => ({ name: 'Probe', scopes: ['orders:read'] })),
  'Mutation.createCart': mutation('createCart', () => ({ currency: 'EUR' })),
  'Mutation.createItem': mutation('createItem', ({ sellerId }) => ({
    ...{ sellerId, sku: randomUUID(), name: 'Probe', description: '', category: 'Probes' },
    ...{ picture: 'bud-vase', price: '1.00', currency: 'EUR' },
  })),
  'Mutation.mergeCart': mutation('mergeCart', ({ cartToken }) => ({ cartToken })),
  'Mutation.placeOrder': mutation('placeOrder', ({ cartToken }) => ({
    cartToken,
    quoteVersion: 'q',
    email: 'sam@example.com',
    shipTo,
    idempotencyKey: randomUUID(),
  })),
  'Mutation.refreshSession': bare('refreshSession'),
  'Mutation.register': mutation('register', () => ({
    email: `${randomUUID()}@example.com`,
    password,
    displayName: 'Pat',
  })),
  'Mutation.removeCartLine': mutation('removeCartLine', ({ cartToken, itemId }) => ({ cartToken, itemId })),
  'Mutation.requestEmailVerification': bare('requestEmailVerification'),
  'Mutation.requestPasswordReset': mutation('requestPasswordReset', () => ({ email: 'nobody@example.com' })),
  'Mutation.resetPassword': mutation('resetPassword', () => ({ token: 'unknown', newPassword: password })),
  'Mutation.retryPayment': mutation('retryPayment', ({ paymentId, orderToken }) => ({
    paymentId,
    orderToken,
    idempotencyKey: randomUUID(),
  })),
  'Mutation.revokeApiKey': mutation('revokeApiKey', ({ apiKeyId }) => ({ apiKeyId })),
  'Mutation.setCartDestination': mutation('setCartDestination', ({ cartToken }) => ({
    cartToken,
    country: 'DE',
  })),
  'Mutation.voidPaymentOrder': mutation('voidPaymentOrder', () => ({
    paymentOrderId: 'po_01k00000000000000000000000',
    reason: 'a probe',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.capturePaymentOrder': mutation('capturePaymentOrder', () => ({
    paymentOrderId: 'po_01k00000000000000000000000',
    reason: 'a probe',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.shipSellerOrder': mutation('shipSellerOrder', ({ sellerOrderId }) => ({
    sellerOrderId,
    carrier: 'DHL',
    trackingNumber: '1',
    idempotencyKey: randomUUID(),
  })),
  'Mutation.confirmDelivery': mutation('confirmDelivery', ({ sellerOrderId, orderToken }) => ({
    sellerOrderId,
    orderToken,
    idempotencyKey: randomUUID(),
  })),
  'Mutation.setCommissionPlan': mutation('setCommissionPlan', ({ sellerId }) => ({
    ...{ sellerId, currency: 'EUR', version: 9999, bps: 100 },
  })),
  'Mutation.setShippingTerms': mutation('setShippingTerms', ({ sellerId }) => ({
    ...{ sellerId, currency: 'EUR', version: 9999, flat: '4.90' },
  })),
  'Mutation.signIn': mutation('signIn', () => ({ email: 'nobody@example.com', password })),
  'Mutation.signInWithProvider': mutation('signInWithProvider', () => ({
    code: 'unknown',
    codeVerifier: 'v'.repeat(43),
    redirectUri: 'http://localhost:4000/sign-in/callback',
  })),
  'Mutation.signOut': { document: 'mutation { signOut { __typename } }' },
  'Mutation.signOutEverywhere': bare('signOutEverywhere'),
  'Mutation.updateCartLine': mutation('updateCartLine', ({ cartToken, itemId }) => ({
    cartToken,
    itemId,
    quantity: 1,
  })),
  'Mutation.updateItem': mutation('updateItem', ({ itemId }) => ({ itemId, version: 0, name: 'Probe' })),
  'Mutation.verifyEmail': mutation('verifyEmail', () => ({ token: 'unknown' })),
  'Subscription.orderUpdated': {
    document: 'subscription ($id: ID!, $token: String!) { orderUpdated(orderId: $id, token: $token) { id } }',
    variables: ({ orderId, orderToken }) => ({ id: orderId, token: orderToken }),
  },
  'Subscription.sellerOrderUpdated': {
    document: 'subscription ($id: ID!) { sellerOrderUpdated(id: $id) { isSnapshot } }',
    variables: ({ sellerId }) => ({ id: sellerId }),
  },
  'Subscription.opsActivity': { document: 'subscription { opsActivity(first: 1) { isSnapshot } }' },
  'Subscription.paymentUpdated': {
    document:
      'subscription ($id: ID!, $token: String!) { paymentUpdated(paymentId: $id, orderToken: $token) { id } }',
    variables: ({ paymentId, orderToken }) => ({ id: paymentId, token: orderToken }),
  },
};

/** Routes other than GraphQL, keyed by source file, method and path; null: web app files, public. */
export const routes: Readonly<Record<string, string | null>> = {
  'adapters/telemetry/operational-routes.ts get /livez': 'GET /livez',
  'adapters/telemetry/operational-routes.ts get /readyz': 'GET /readyz',
  'adapters/telemetry/operational-routes.ts get /metrics': 'GET /metrics',
  'api/identity/jwks-route.ts get /.well-known/jwks.json': 'GET /.well-known/jwks.json',
  'api/identity/backchannel-logout-route.ts post /oidc/backchannel-logout': 'POST /oidc/backchannel-logout',
  'api/ops/ops-routes.ts get /': 'GET /ops',
  'api/ops/ops-routes.ts get /sign-in': 'GET /ops/sign-in',
  'api/ops/ops-routes.ts post /sign-in': 'POST /ops/sign-in',
  'api/ops/ops-routes.ts use /queues': 'GET /ops/queues',
  'api/ops/ops-routes.ts post /sign-out': 'POST /ops/sign-out',
  'api/rest/item-sheet-routes.ts get /api/v1/sellers/:sellerId/items.csv':
    'GET /api/v1/sellers/{sellerId}/items.csv',
  'api/rest/item-sheet-routes.ts post /api/v1/sellers/:sellerId/items.csv':
    'POST /api/v1/sellers/{sellerId}/items.csv',
  'api/rest/payment-route.ts get /api/v1/payments/:id': 'GET /api/v1/payments/{paymentId}',
  'api/rest/receipt-routes.ts get /api/v1/orders/:id/receipt': 'GET /api/v1/orders/{orderId}/receipt',
  'api/rest/receipt-routes.ts get /api/v1/orders/:id/receipt.pdf': 'GET /api/v1/orders/{orderId}/receipt.pdf',
  'api/rest/seller-balance-route.ts get /api/v1/sellers/:id/balance':
    'GET /api/v1/sellers/{sellerId}/balance',
  'api/rest/rest-routes.ts use /api': 'GET /api/nothing',
  'api/webhooks/stripe-webhook-route.ts post /webhooks/stripe': 'POST /webhooks/stripe',
  'api/http/web-app-routes.ts use /assets': null,
  'api/http/web-app-routes.ts get /{*path}': null,
};
