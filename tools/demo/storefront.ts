import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { GraphqlClient } from './graphql-client.js';
import {
  addCartLineAnswer,
  authorizePaymentAnswer,
  catalogAnswer,
  createCartAnswer,
  orderAnswer,
  paymentEvent,
  placeOrderAnswer,
  pspSettingsAnswer,
  type PaymentView,
} from './storefront-answers.js';
import {
  addCartLineMutation,
  authorizePaymentMutation,
  catalogQuery,
  createCartMutation,
  orderQuery,
  paymentSubscription,
  placeOrderMutation,
  pspSettingsQuery,
} from './storefront-documents.js';

/** An item that can be added to a cart. */
export interface OfferedItem {
  readonly id: string;
  readonly sellerId: string;
  readonly currency: string;
  readonly availableUnits: number;
}

/** A browser's access to the PSP. */
export interface PspAccess {
  readonly publishableKey: string;
  /** Null for Stripe itself. */
  readonly apiBase: string | null;
}

export type PlacedOrder = z.infer<typeof placeOrderAnswer>['placeOrder'];

/** The shop as used by one shopper's browser. */
export class Storefront {
  readonly #client: GraphqlClient;

  constructor(client: GraphqlClient) {
    this.#client = client;
  }

  async pspAccess(): Promise<PspAccess> {
    return pspSettingsAnswer.parse(await this.#client.request(pspSettingsQuery)).pspSettings;
  }

  /** Every item in stock, over all pages. */
  async offeredItems(): Promise<OfferedItem[]> {
    const found: OfferedItem[] = [];
    for (let after: string | null = null; ;) {
      const { items } = catalogAnswer.parse(await this.#client.request(catalogQuery, { after }));
      for (const { node } of items.edges) {
        const { id, availableUnits } = node;
        found.push({ id, availableUnits, sellerId: node.seller.id, currency: node.price.currency });
      }
      if (!items.pageInfo.hasNextPage) return found.filter((item) => item.availableUnits > 0);
      after = items.pageInfo.endCursor;
    }
  }

  /** Fills a new cart with one unit of each item and places the order as a guest. */
  async order(items: readonly OfferedItem[]): Promise<PlacedOrder> {
    const currency = items[0]?.currency;
    const created = await this.#client.request(createCartMutation, { input: { currency } });
    const cartToken = createCartAnswer.parse(created).createCart.token;
    let quoteVersion = '';
    for (const item of items) {
      const input = { cartToken, itemId: item.id, quantity: 1 };
      const added = addCartLineAnswer.parse(await this.#client.request(addCartLineMutation, { input }));
      quoteVersion = added.addCartLine.cart.quote.version;
    }
    const input = {
      cartToken,
      quoteVersion,
      email: 'demo@example.com',
      shipTo,
      idempotencyKey: randomUUID(),
    };
    return placeOrderAnswer.parse(await this.#client.request(placeOrderMutation, { input })).placeOrder;
  }

  /** Confirms the payment with the card's token. Returns the status so far; the subscription reports the rest. */
  async authorize(order: PlacedOrder, confirmationToken: string): Promise<string> {
    const input = {
      paymentIntentId: order.paymentIntentId,
      orderToken: order.orderToken,
      confirmationToken,
      idempotencyKey: randomUUID(),
    };
    const answer = await this.#client.request(authorizePaymentMutation, { input });
    return authorizePaymentAnswer.parse(answer).authorizePayment.paymentIntentStatus;
  }

  /** The payment from the subscription: its current state, then every change. */
  async *paymentUpdates(order: PlacedOrder): AsyncIterableIterator<PaymentView> {
    const variables = { paymentId: order.paymentId, orderToken: order.orderToken };
    for await (const event of this.#client.subscribe(paymentSubscription, variables)) {
      yield paymentEvent.parse(event).paymentUpdated;
    }
  }

  async orderStatus(order: PlacedOrder): Promise<string> {
    const variables = { id: order.orderId, token: order.orderToken };
    return orderAnswer.parse(await this.#client.request(orderQuery, variables)).order.status;
  }
}

const shipTo = {
  name: 'Demo Shopper',
  line1: 'Musterstraße 1',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};
