import type { BenchServers } from '../load/bench-servers.js';
import type { Shop } from '../load/shop.js';
import { sideBySide } from '../load/side-by-side.js';
import { median, percentile } from '../statistics.js';

type Outages = Readonly<{
  ok: boolean;
  /** The highest ratio allowed. */
  limit: number;
  healthyP99Ms: number;
  redisDown: Readonly<{ p99Ms: number; ratio: number }> | null;
  kafkaDown: Readonly<{ p99Ms: number; ratio: number }> | null;
}>;

/** Concurrent shoppers: few, so that this measures checkouts and not their queueing. */
const SHOPPERS = 4;
const LIMIT = 1.2;

type Given = Readonly<{
  servers: BenchServers;
  shop: Shop;
  rounds: number;
  orders: number;
  report: (line: string) => void;
}>;

/**
 * The p99 of checkouts with all servers up, without Redis and without Kafka, in turn; the median over the rounds counts.
 * A server given in the environment is not stopped, and its result is null.
 */
export async function compareOutages({ servers, shop, rounds, orders, report }: Given): Promise<Outages> {
  const healthy: number[] = [];
  const without: Record<'redis' | 'kafka', number[]> = { redis: [], kafka: [] };
  const p99 = async (): Promise<number> => {
    const carts = await sideBySide(Array.from({ length: orders }), SHOPPERS, () => shop.fillCart());
    const placed = await sideBySide(carts, SHOPPERS, (cart) => shop.place(cart));
    return percentile(
      placed.map(({ elapsedMs }) => elapsedMs),
      99,
    );
  };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['redis', 'kafka'] as const) {
      healthy.push(await p99());
      const down = servers.ownServer(name)?.process;
      if (down === undefined) continue;
      await down.stop();
      without[name].push(await p99());
      await down.start();
    }
    report(
      `outages, round ${round}: healthy ${ms(healthy)}, without Redis ${ms(without.redis)}, without Kafka ${ms(without.kafka)}`,
    );
  }
  const healthyP99Ms = rounded(median(healthy), 1);
  const comparedToHealthy = (times: readonly number[]) =>
    times.length === 0
      ? null
      : { p99Ms: rounded(median(times), 1), ratio: rounded(median(times) / median(healthy), 2) };
  const redisDown = comparedToHealthy(without.redis);
  const kafkaDown = comparedToHealthy(without.kafka);
  const ok = [redisDown, kafkaDown].every((one) => one === null || one.ratio <= LIMIT);
  return { ok, limit: LIMIT, healthyP99Ms, redisDown, kafkaDown };
}

function ms(times: readonly number[]): string {
  return times.length === 0 ? '–' : `${rounded(times.at(-1) ?? Number.NaN, 1)} ms`;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
