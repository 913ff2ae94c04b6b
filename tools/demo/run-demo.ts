import { buy, type Purchase } from './buy.js';
import type { Seen } from './compare.js';
import { findTarget } from './demo-target.js';
import { createGraphqlClient } from './graphql-client.js';
import { KafkaReader } from './kafka-events.js';
import { readOutbox } from './outbox-events.js';
import { readCaptures, type JournalCaptures } from './psp-journal.js';
import { Storefront, type OfferedItem } from './storefront.js';

/** How much to buy. */
export interface DemoOptions {
  readonly orders: number;
  readonly sellers: number;
}

/** Concurrent shoppers; more would only measure this machine. */
const shoppers = 8;

/** Places and pays the orders, then reads their traces in the outbox, Kafka and the PSP's journal. */
export async function runDemo(options: DemoOptions, report: (line: string) => void): Promise<Seen> {
  const target = findTarget();
  const client = createGraphqlClient(target.apiUrl);
  const shop = new Storefront(client);
  const { apiBase, publishableKey } = await shop.pspAccess();
  if (apiBase === null) throw new Error('The demo needs the simulator; this system uses Stripe itself.');
  const carts = fillCarts(await shop.offeredItems(), options);
  const kafka =
    target.kafkaBrokers === undefined
      ? undefined
      : await KafkaReader.open(target.kafkaBrokers, target.topicPrefix);
  try {
    report(`placing ${options.orders} orders of ${options.sellers} sellers each at ${target.apiUrl}`);
    const { purchases, failures } = await buyAll(carts, async (items) => {
      return await buy(shop, { apiBase, publishableKey }, items);
    });
    report(`${purchases.length} orders settled; reading the outbox, Kafka and the PSP's journal`);
    const aggregates = purchases.flatMap(({ order }) => [order.orderId, order.paymentId]);
    const outbox = await readOutbox(target.databaseUrl, aggregates);
    const arrived = await kafka?.readUntil(outbox);
    const journal = await readJournal(apiBase, purchases);
    return {
      ...{ purchases, failures, outbox, journal, kafka: arrived },
      ordersWanted: options.orders,
      sellersPerOrder: options.sellers,
    };
  } finally {
    await client.close();
  }
}

interface Outcome {
  readonly purchases: Purchase[];
  readonly failures: string[];
}

async function buyAll(
  carts: readonly (readonly OfferedItem[])[],
  buyOne: (items: readonly OfferedItem[]) => Promise<Purchase>,
): Promise<Outcome> {
  const outcome: Outcome = { purchases: [], failures: [] };
  const waiting = [...carts];
  const shopper = async (): Promise<void> => {
    for (let cart = waiting.shift(); cart !== undefined; cart = waiting.shift()) {
      await buyOne(cart).then(
        (purchase) => outcome.purchases.push(purchase),
        (error: unknown) => outcome.failures.push(error instanceof Error ? error.message : String(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: shoppers }, shopper));
  return outcome;
}

/** One item per seller in each cart, rotating through items with enough stock for all carts. */
function fillCarts(items: readonly OfferedItem[], options: DemoOptions): OfferedItem[][] {
  const plentiful = items.filter((item) => item.availableUnits >= options.orders);
  const currency = plentiful[0]?.currency;
  const shelves = new Map<string, OfferedItem[]>();
  for (const item of plentiful.filter((candidate) => candidate.currency === currency)) {
    shelves.set(item.sellerId, [...(shelves.get(item.sellerId) ?? []), item]);
  }
  if (shelves.size < options.sellers) {
    throw new Error(
      `Only ${shelves.size} sellers have ${options.orders} units of an item; --sellers asks for ${options.sellers}.`,
    );
  }
  return Array.from({ length: options.orders }, (_, index) => {
    const rotated = [...shelves.values()].map((_shelf, n, all) => all[(n + index) % all.length] ?? []);
    return rotated.slice(0, options.sellers).flatMap((shelf) => shelf[index % shelf.length] ?? []);
  });
}

async function readJournal(
  simulatorUrl: string,
  purchases: readonly Purchase[],
): Promise<Map<string, JournalCaptures>> {
  const intents = purchases.flatMap(({ pspIntentId }) => pspIntentId ?? []);
  const captures = await Promise.all(intents.map(async (id) => await readCaptures(simulatorUrl, id)));
  return new Map(
    intents.flatMap((id, index) => (captures[index] === undefined ? [] : [[id, captures[index]]])),
  );
}
