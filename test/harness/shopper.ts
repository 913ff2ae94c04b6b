import { randomUUID } from 'node:crypto';

import type { TestSystem } from './system.js';
import { createGraphqlClient, type GraphqlClient } from './client.js';

/** The result of placeOrder; `__typename` names the union member. */
export type PlaceOrderAnswer = {
  __typename: string;
  replayed: boolean;
  orderId: string;
  orderNumber: string;
  orderToken: string;
  paymentId: string;
  paymentIntentId: string;
  paymentIntentStatus: string;
  clientSecret: string | null;
  retryAfterMs: number | null;
  code?: string;
};

export type AuthorizeAnswer = {
  __typename: string;
  replayed: boolean;
  paymentIntentStatus: string;
  declineCode?: string;
  code?: string;
};

export type PaymentState = {
  status: string;
  captured: { amountMinor: string };
  intents: {
    id: string;
    status: string;
    clientSecret: string | null;
    nextAction: { redirectUrl: string } | null;
  }[];
  paymentOrders: { id: string; status: string; attempts: number }[];
};

export type OrderState = { status: string; version: number; payment: PaymentState };

const PAYMENT = `status captured { amountMinor } intents { id status clientSecret nextAction { redirectUrl } }
  paymentOrders { id status attempts }`;

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  __typename
  ... on PlaceOrderSuccess { replayed orderId orderNumber orderToken paymentId paymentIntentId paymentIntentStatus clientSecret retryAfterMs }
  ... on UserError { code message field } } }`;

const AUTHORIZE = `mutation ($input: AuthorizePaymentInput!) { authorizePayment(input: $input) {
  __typename
  ... on AuthorizePaymentSuccess { replayed paymentIntentStatus }
  ... on PaymentDeclined { declineCode }
  ... on UserError { code message field } } }`;

const RETRY = `mutation ($input: RetryPaymentInput!) { retryPayment(input: $input) {
  __typename ... on RetryPaymentSuccess { paymentIntentId paymentIntentStatus } ... on UserError { code } } }`;

const ORDER = `query ($id: ID!, $token: String!) { order(id: $id, token: $token) { status version payment { ${PAYMENT} } } }`;

export const ORDER_UPDATED = `subscription ($orderId: ID!, $token: String!) {
  orderUpdated(orderId: $orderId, token: $token) { status version payment { ${PAYMENT} } } }`;

export type Cart = { token: string; quoteVersion: string };

/** A guest with a browser: uses HTTP and the socket, and sends the card to the PSP. */
export class Shopper {
  readonly client: GraphqlClient;
  readonly #system: TestSystem;

  constructor(system: TestSystem, client: GraphqlClient = system.client) {
    this.#system = system;
    this.client = client;
  }

  /** A cart with one unit of one item from each of `sellers` sellers. */
  async fillCart({ sellers = 3 }: { sellers?: number } = {}): Promise<Cart> {
    const { items } = await this.client.request<{
      items: { edges: { node: { id: string; availableUnits: number; seller: { id: string } } }[] };
    }>('{ items(first: 100) { edges { node { id availableUnits seller { id } } } } }');
    const bySeller = new Map<string, string>();
    for (const { node } of items.edges) {
      if (node.availableUnits > 1_000 && !bySeller.has(node.seller.id)) bySeller.set(node.seller.id, node.id);
    }
    const { createCart } = await this.client.request<{ createCart: { token: string } }>(
      'mutation { createCart(input: { currency: "EUR" }) { ... on CreateCartSuccess { token } } }',
    );
    let quoteVersion = '';
    for (const itemId of [...bySeller.values()].slice(0, sellers)) {
      const { addCartLine } = await this.client.request<{
        addCartLine: { cart: { quote: { version: string } } };
      }>(
        'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { ... on CartChanged { cart { quote { version } } } } }',
        { input: { cartToken: createCart.token, itemId, quantity: 1 } },
      );
      quoteVersion = addCartLine.cart.quote.version;
    }
    return { token: createCart.token, quoteVersion };
  }

  async place(cart: Cart, key: string = randomUUID()): Promise<PlaceOrderAnswer> {
    const input = {
      cartToken: cart.token,
      quoteVersion: cart.quoteVersion,
      email: 'shopper@example.com',
      shipTo: { name: 'Sam Shopper', line1: 'Lane 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
      idempotencyKey: key,
    };
    return (await this.client.request<{ placeOrder: PlaceOrderAnswer }>(PLACE, { input })).placeOrder;
  }

  /** The confirmation token of a card, as from the PSP's element; the card number goes only to the PSP. */
  async card(number = '4242424242424242'): Promise<string> {
    const response = await fetch(`${this.#system.simulator.url}/v1/confirmation_tokens`, {
      method: 'POST',
      headers: { authorization: 'Bearer pk_test_splitcart' },
      body: new URLSearchParams({
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': number,
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        'payment_method_data[card][cvc]': '123',
      }),
    });
    return ((await response.json()) as { id: string }).id;
  }

  async authorize(
    order: Pick<PlaceOrderAnswer, 'paymentIntentId' | 'orderToken'>,
    { confirmationToken, key = randomUUID() }: { confirmationToken: string; key?: string },
  ): Promise<AuthorizeAnswer> {
    const { paymentIntentId, orderToken } = order;
    const input = { paymentIntentId, orderToken, confirmationToken, idempotencyKey: key };
    return (await this.client.request<{ authorizePayment: AuthorizeAnswer }>(AUTHORIZE, { input }))
      .authorizePayment;
  }

  async retry(order: PlaceOrderAnswer): Promise<{ __typename: string; paymentIntentId: string }> {
    const input = { paymentId: order.paymentId, orderToken: order.orderToken, idempotencyKey: randomUUID() };
    return (
      await this.client.request<{ retryPayment: { __typename: string; paymentIntentId: string } }>(RETRY, {
        input,
      })
    ).retryPayment;
  }

  /** Fills a cart, places the order and pays, by default with a working card. */
  async buy({ sellers = 3, card }: { sellers?: number; card?: string } = {}): Promise<PlaceOrderAnswer> {
    const order = await this.place(await this.fillCart({ sellers }));
    await this.authorize(order, { confirmationToken: await this.card(card) });
    return order;
  }

  async fetchOrder({ orderId, orderToken }: PlaceOrderAnswer): Promise<OrderState> {
    return (await this.client.request<{ order: OrderState }>(ORDER, { id: orderId, token: orderToken }))
      .order;
  }

  watch({ orderId, orderToken }: PlaceOrderAnswer): AsyncIterableIterator<{ orderUpdated: OrderState }> {
    return this.client.subscribe(ORDER_UPDATED, { orderId, token: orderToken });
  }
}

/** Another browser, on the same or another api process. */
export function otherShopper(system: TestSystem, apiUrl: string = system.apiUrl): Shopper {
  return new Shopper(system, createGraphqlClient(apiUrl));
}

export type JournalEntry = {
  sequence: number;
  type: string;
  amount: number;
  idempotency_key: string;
  intent: string;
  metadata?: Readonly<Record<string, string>> | null;
};

/** Actual money movements, from the PSP's own journal. */
export async function journal(system: Pick<TestSystem, 'simulator'>, type: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  let after = 0;
  for (;;) {
    const response = await fetch(
      `${system.simulator.url}/_sim/journal?type=${type}&after=${after}&limit=1000`,
    );
    const page = (await response.json()) as { entries: JournalEntry[]; next: number | null };
    entries.push(...page.entries);
    if (page.next === null) return entries;
    after = page.next;
  }
}

/** Makes the PSP misbehave; returns a function that removes the fault. */
export async function fault(
  system: Pick<TestSystem, 'simulator'>,
  description: Record<string, unknown>,
): Promise<() => Promise<void>> {
  return (await plantFault(system, description)).removeFault;
}

/** Like `fault`; also counts the requests it has struck. */
export async function plantFault(
  { simulator }: Pick<TestSystem, 'simulator'>,
  description: Record<string, unknown>,
): Promise<{ removeFault: () => Promise<void>; struck: () => Promise<number> }> {
  const url = `${simulator.url}/_sim/faults`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(description) });
  if (!response.ok) throw new Error(`invalid fault: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  return {
    removeFault: async () => void (await fetch(`${url}/${id}`, { method: 'DELETE' })),
    struck: async () => {
      const { faults } = (await (await fetch(url)).json()) as { faults: { id: string; struck: number }[] };
      return faults.find((each) => each.id === id)?.struck ?? 0;
    },
  };
}
