import { openLiveChannel, type LiveChannel } from '../../../adapters/redis/live-channel.js';
import { wholeNumber, type Bench } from '../bench.js';
import type { BenchServers } from '../load/bench-servers.js';
import { untilTrue } from '../load/settled.js';
import { Shop } from '../load/shop.js';
import { sideBySide } from '../load/side-by-side.js';
import { withBenchServers, withBenchSystem } from '../load/with-bench-system.js';
import { compareInRounds, tableOf, type Measured } from '../ratio.js';
import { runMeasured } from '../reference/measured-program.js';

const SHOPPERS = 16;
const FLOOR = 0.04;
const AIM = 0.08;
/** Jobs per reference round; a no-op takes about 0.2 ms. */
const NOOP_JOBS = 10_000;

/** Captures per second through dispatcher, queue, PSP and database, relative to no-op jobs of the same queue. */
export const captureBench: Bench = {
  name: 'capture',
  usage: 'captures through the worker’s queue ÷ no-op BullMQ jobs, --rounds=5 --orders=150 --jobs=10000',
  async run(options, report) {
    const rounds = wholeNumber(options, 'rounds', 5);
    const orders = wholeNumber(options, 'orders', 150);
    const jobs = wholeNumber(options, 'jobs', NOOP_JOBS);
    return withBenchServers(report, async (servers) => {
      return withBenchSystem({ servers, report }, async (system) => {
        const shop = await Shop.open(servers, system, SHOPPERS);
        const channel = openLiveChannel({ url: servers.redisUrl, onError: () => undefined });
        const capture = (many: number) => captureMany({ servers, shop, channel }, many);
        await capture(Math.ceil(orders / 3));
        const result = await compareInRounds({
          ...{ name: 'capture', rounds, floor: FLOOR, aim: AIM, report },
          ours: () => capture(orders),
          reference: () => runMeasured('capture/noop-jobs-main.js', { redisUrl: servers.redisUrl, jobs }),
        });
        for (const line of tableOf(result)) report(line);
        channel.close();
        shop.close();
        return result;
      });
    });
  },
};

type Parts = Readonly<{ servers: BenchServers; shop: Shop; channel: LiveChannel }>;

/**
 * Authorizes orders while a trigger postpones their captures, waits until all other work is done, and then makes all
 * captures due at once. Time is measured from then to the last recorded capture.
 */
async function captureMany({ servers: { owner }, shop, channel }: Parts, orders: number): Promise<Measured> {
  await owner.query(POSTPONE_CAPTURES);
  await sideBySide(Array.from({ length: orders }), SHOPPERS, async () => {
    const { value: placed } = await shop.place(await shop.fillCart());
    await shop.authorize(placed);
  });
  await untilTrue(owner, IS_QUIET);
  await owner.query(DROP_TRIGGER);
  const { rows } = await owner.query<{ count: number; due_at: Date }>(MAKE_DUE);
  // Like the API after an order changed: wakes the dispatcher at once.
  channel.wakeUp();
  await untilTrue(owner, IS_DONE);
  const due = rows[0];
  if (due === undefined || due.count === 0) throw new Error('no capture was postponed');
  const ended = await owner.query<{ last: Date; took: number }>(ENDED, [due.due_at]);
  const last = Math.max(...ended.rows.map((row) => row.last.getTime()));
  return {
    count: ended.rows.length,
    elapsedMs: last - due.due_at.getTime(),
    latenciesMs: ended.rows.map(({ took }) => took),
  };
}

const POSTPONE_CAPTURES = `
CREATE OR REPLACE FUNCTION bench_postpone() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.run_at := NEW.run_at + interval '1 day'; RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER bench_postpone BEFORE INSERT ON psp_step
  FOR EACH ROW WHEN (NEW.kind = 'CAPTURE') EXECUTE FUNCTION bench_postpone()`;

const DROP_TRIGGER = 'DROP TRIGGER bench_postpone ON psp_step';

const IS_QUIET = `
SELECT NOT EXISTS (SELECT FROM outbox_event WHERE published_at IS NULL)
   AND NOT EXISTS (SELECT FROM webhook_event WHERE processed_at IS NULL)
   AND NOT EXISTS (SELECT FROM psp_step WHERE state = 'LEASED' OR (state = 'DUE' AND run_at < now())) AS fact`;

const MAKE_DUE = `
WITH due AS (
  UPDATE psp_step SET run_at = now() WHERE kind = 'CAPTURE' AND state = 'DUE' RETURNING id
) SELECT count(*)::int AS count, clock_timestamp() AS due_at FROM due`;

const IS_DONE = `SELECT NOT EXISTS (SELECT FROM payment WHERE status <> 'CAPTURED') AS fact`;

const ENDED = `
SELECT updated_at AS last, (extract(epoch FROM updated_at - first_called_at) * 1000)::float8 AS took
FROM psp_step WHERE kind IN ('CAPTURE', 'RELEASE') AND state = 'SUCCEEDED' AND updated_at > $1`;
