import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import {
  addCartLineAnswer,
  authorizePaymentAnswer,
  createCartAnswer,
  placeOrderAnswer,
} from '../../demo/storefront-answers.js';
import {
  addCartLineMutation,
  authorizePaymentMutation,
  createCartMutation,
  placeOrderMutation,
} from '../../demo/storefront-documents.js';
import type { BenchServers } from './bench-servers.js';
import type { BenchSystem } from './bench-system.js';
import { HttpClient } from './http-client.js';
import { itemsBySeller } from './seed-sellers.js';

export type FilledCart = Readonly<{ token: string; quoteVersion: string }>;
export type PlacedOrder = z.infer<typeof placeOrderAnswer>['placeOrder'];
type Timed<Value> = Readonly<{ value: Value; elapsedMs: number }>;

const QUOTE = `query ($token: String!) { cart(token: $token) { quote { version } } }`;

const answerData = z.object({ data: z.record(z.string(), z.unknown()) });
const quoteAnswer = z.object({ cart: z.object({ quote: z.object({ version: z.string() }) }) });
const tokenAnswer = z.object({ id: z.string() });

/** Guest shoppers who behave like browsers: one HTTP request after another; the card goes directly to the PSP. */
export class Shop {
  readonly #http: HttpClient;
  readonly #system: BenchSystem;
  readonly #items: readonly (readonly string[])[];
  #carts = 0;

  private constructor(system: BenchSystem, items: readonly (readonly string[])[], connections: number) {
    this.#system = system;
    this.#items = items;
    this.#http = new HttpClient(connections);
  }

  static async open(servers: BenchServers, system: BenchSystem, connections: number): Promise<Shop> {
    return new Shop(system, await itemsBySeller(servers.owner), connections);
  }

  /** A cart with one item from each of three sellers, and its quote version. Carts rotate through all items. */
  async fillCart(): Promise<FilledCart> {
    const nth = this.#carts;
    this.#carts += 1;
    const created = await this.#request(createCartMutation, { input: { currency: 'EUR' } });
    const { token } = createCartAnswer.parse(created.value).createCart;
    for (let seller = 0; seller < 3; seller += 1) {
      const items = this.#items[(nth * 3 + seller) % this.#items.length] ?? [];
      const itemId = items[Math.floor((nth * 3) / this.#items.length) % items.length];
      const added = await this.#request(addCartLineMutation, {
        input: { cartToken: token, itemId, quantity: 1 },
      });
      addCartLineAnswer.parse(added.value);
    }
    const { value } = await this.#request(QUOTE, { token });
    return { token, quoteVersion: quoteAnswer.parse(value).cart.quote.version };
  }

  async place(cart: FilledCart): Promise<Timed<PlacedOrder>> {
    const input = {
      cartToken: cart.token,
      quoteVersion: cart.quoteVersion,
      email: 'bench@example.com',
      shipTo: SHIP_TO,
      idempotencyKey: randomUUID(),
    };
    const { value, elapsedMs } = await this.#request(placeOrderMutation, { input });
    return { value: placeOrderAnswer.parse(value).placeOrder, elapsedMs };
  }

  /** Pays with a card that succeeds. */
  async authorize({ paymentIntentId, orderToken }: PlacedOrder): Promise<void> {
    const confirmationToken = await this.#card();
    const input = { paymentIntentId, orderToken, confirmationToken, idempotencyKey: randomUUID() };
    const { value } = await this.#request(authorizePaymentMutation, { input });
    const { paymentIntentStatus: status } = authorizePaymentAnswer.parse(value).authorizePayment;
    if (status !== 'AUTHORIZED' && status !== 'PENDING_AUTH') throw new Error(`a payment is ${status}`);
  }

  close(): void {
    this.#http.close();
  }

  async #request(query: string, variables: object): Promise<Timed<unknown>> {
    const sent = JSON.stringify({ query, variables });
    const url = `${this.#system.apiUrl}/graphql`;
    const { body, status, elapsedMs } = await this.#http.post(url, sent, {
      'content-type': 'application/json',
    });
    const parsed = answerData.safeParse(JSON.parse(body));
    if (!parsed.success) throw new Error(`GraphQL responded with ${status}: ${body.slice(0, 500)}`);
    return { value: parsed.data.data, elapsedMs };
  }

  async #card(): Promise<string> {
    const url = `${this.#system.simulatorUrl}/v1/confirmation_tokens`;
    const headers = {
      authorization: 'Bearer pk_test_bench',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const { body } = await this.#http.post(url, CARD, headers);
    return tokenAnswer.parse(JSON.parse(body)).id;
  }
}

const SHIP_TO = { name: 'Bench', line1: 'Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' };

const CARD = new URLSearchParams({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': '4242424242424242',
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2035',
  'payment_method_data[card][cvc]': '123',
}).toString();
