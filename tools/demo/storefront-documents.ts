/** The operations of a shopper's browser; their results are parsed by storefront-answers.ts. */
export const pspSettingsQuery = `query { pspSettings { provider publishableKey apiBase } }`;

export const catalogQuery = `query ($after: String) {
  items(first: 100, after: $after) {
    edges { node { id availableUnits price { currency } seller { id } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const createCartMutation = `mutation ($input: CreateCartInput!) {
  createCart(input: $input) { __typename ... on CreateCartSuccess { token } ... on UserError { message } }
}`;

export const addCartLineMutation = `mutation ($input: AddCartLineInput!) {
  addCartLine(input: $input) {
    __typename
    ... on CartChanged { cart { quote { version total { amountMinor } sellers { seller { id } } } } }
    ... on UserError { message }
  }
}`;

export const placeOrderMutation = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on PlaceOrderSuccess { orderId orderNumber orderToken paymentId paymentIntentId clientSecret }
    ... on UserError { message }
  }
}`;

export const authorizePaymentMutation = `mutation ($input: AuthorizePaymentInput!) {
  authorizePayment(input: $input) {
    __typename
    ... on AuthorizePaymentSuccess { paymentIntentStatus }
    ... on UserError { message }
  }
}`;

export const paymentSubscription = `subscription ($paymentId: ID!, $orderToken: String!) {
  paymentUpdated(paymentId: $paymentId, orderToken: $orderToken) {
    status
    captured { amountMinor }
    intents { id status pspIntentId clientSecret declineMessage }
    paymentOrders { id status captured { amountMinor } }
  }
}`;

export const orderQuery = `query ($id: ID!, $token: String!) { order(id: $id, token: $token) { status } }`;
