import { wholeNumber, type Bench } from '../bench.js';
import type { BenchServers } from '../load/bench-servers.js';
import { untilAtRest, untilSettled } from '../load/settled.js';
import { Shop } from '../load/shop.js';
import { sideBySide } from '../load/side-by-side.js';
import { withBenchServers, withBenchSystem } from '../load/with-bench-system.js';
import { compareInRounds, tableOf, type Measured } from '../ratio.js';
import { openCheckoutReference } from '../reference/checkout-reference.js';
import { countPspCalls } from './psp-calls.js';
import { openStatementCount } from './statement-count.js';

const SHOPPERS = 16;
const FLOOR = 0.02;
const AIM = 0.05;
const MOST_STATEMENTS = 90;

/** Complete orders, from empty cart to events in Kafka, with every process on this machine. */
export const orderBench: Bench = {
  name: 'order',
  usage:
    'complete orders of three sellers ÷ the reference of `checkout`, --rounds=5 --orders=150 --seconds=3',
  async run(options, report) {
    const rounds = wholeNumber(options, 'rounds', 5);
    const orders = wholeNumber(options, 'orders', 150);
    const seconds = wholeNumber(options, 'seconds', 3);
    return withBenchServers(report, async (servers) => {
      const reference = await openCheckoutReference(servers, report);
      return withBenchSystem({ servers, report }, async (system) => {
        const shop = await Shop.open(servers, system, SHOPPERS);
        await completeMany(servers, shop, Math.ceil(orders / 3));
        const statements = await openStatementCount(servers);
        const pspCallsBefore = await countPspCalls(system);
        const result = await compareInRounds({
          ...{ name: 'order', rounds, floor: FLOOR, aim: AIM, report },
          ours: () =>
            statements.during(async () => {
              const measured = await completeMany(servers, shop, orders);
              await untilAtRest(servers.owner);
              return measured;
            }),
          reference: () => reference(seconds),
        });
        const all = rounds * orders;
        const pspCalls = (await countPspCalls(system)) - pspCallsBefore;
        const counted = statements.perOrder(all);
        for (const line of tableOf(result)) report(line);
        report(
          `  statements per order ${counted.perOrder} (at most ${MOST_STATEMENTS}), PSP calls per order ${pspCalls / all}`,
        );
        shop.close();
        return {
          ...result,
          ok: result.ok && counted.perOrder <= MOST_STATEMENTS,
          sqlStatementsPerOrder: counted.perOrder,
          pspCallsPerOrder: Number((pspCalls / all).toFixed(2)),
          statements: counted.statements,
        };
      });
    });
  },
};

/** Measures until the last order is captured and Kafka has confirmed every event. */
async function completeMany({ owner }: BenchServers, shop: Shop, orders: number): Promise<Measured> {
  const startedAt = performance.now();
  const latenciesMs = await sideBySide(Array.from({ length: orders }), SHOPPERS, async () => {
    const begunAt = performance.now();
    const { value: placed } = await shop.place(await shop.fillCart());
    await shop.authorize(placed);
    return performance.now() - begunAt;
  });
  await untilSettled(owner);
  return { count: orders, elapsedMs: performance.now() - startedAt, latenciesMs };
}
