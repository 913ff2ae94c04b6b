import { wholeNumber, type Bench } from '../bench.js';
import { Shop } from '../load/shop.js';
import { sideBySide } from '../load/side-by-side.js';
import { withBenchServers, withBenchSystem } from '../load/with-bench-system.js';
import { compareInRounds, tableOf, type Measured } from '../ratio.js';
import { openCheckoutReference } from '../reference/checkout-reference.js';
import { compareOutages } from './outages.js';

/** Concurrent shoppers: more than an API process has database connections, so that these are the bottleneck. */
const SHOPPERS = 16;
const FLOOR = 0.15;
const AIM = 0.3;

/** Orders placed per second, relative to the same writes on the database alone. */
export const checkoutBench: Bench = {
  name: 'checkout',
  usage:
    'placeOrder of three sellers ÷ its bare writes, --rounds=5 --orders=400 --seconds=3 --outage-rounds=5',
  async run(options, report) {
    const rounds = wholeNumber(options, 'rounds', 5);
    const orders = wholeNumber(options, 'orders', 400);
    const seconds = wholeNumber(options, 'seconds', 3);
    const outageRounds = wholeNumber(options, 'outage-rounds', 5);
    return withBenchServers(report, async (servers) => {
      const reference = await openCheckoutReference(servers, report);
      return withBenchSystem({ servers, report, workers: false }, async (system) => {
        const shop = await Shop.open(servers, system, SHOPPERS);
        await placeMany(shop, Math.ceil(orders / 2));
        const result = await compareInRounds({
          ...{ name: 'checkout', rounds, floor: FLOOR, aim: AIM, report },
          ours: () => placeMany(shop, orders),
          reference: () => reference(seconds),
        });
        for (const line of tableOf(result)) report(line);
        await system.workers.start();
        const outages =
          outageRounds === 0
            ? null
            : await compareOutages({ servers, shop, rounds: outageRounds, orders, report });
        shop.close();
        return { ...result, ok: result.ok && (outages?.ok ?? true), outages };
      });
    });
  },
};

/** Carts are filled before the measurement starts. */
async function placeMany(shop: Shop, orders: number): Promise<Measured> {
  const carts = await sideBySide(Array.from({ length: orders }), SHOPPERS, () => shop.fillCart());
  const startedAt = performance.now();
  const placed = await sideBySide(carts, SHOPPERS, (cart) => shop.place(cart));
  const elapsedMs = performance.now() - startedAt;
  return { count: orders, elapsedMs, latenciesMs: placed.map((one) => one.elapsedMs) };
}
