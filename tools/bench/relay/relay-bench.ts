import { newId } from '../../../core/shared/ids.js';
import { wholeNumber, type Bench } from '../bench.js';
import type { BenchServers } from '../load/bench-servers.js';
import { untilTrue } from '../load/settled.js';
import { withBenchServers, withBenchSystem } from '../load/with-bench-system.js';
import { compareInRounds, tableOf, type Measured } from '../ratio.js';
import { runMeasured } from '../reference/measured-program.js';
import { EVENTS_PER_PAYMENT, exampleEvent } from './example-event.js';

const FLOOR = 0.12;
const AIM = 0.3;

/** Events per second from the outbox to Kafka, marked as published, relative to the bare client. */
export const relayBench: Bench = {
  name: 'relay',
  usage: 'events from the outbox to Kafka ÷ a bare kafkajs producer, --rounds=5 --events=20000',
  async run(options, report) {
    const rounds = wholeNumber(options, 'rounds', 5);
    const events = wholeNumber(options, 'events', 20_000);
    return withBenchServers(report, async (servers) => {
      return withBenchSystem({ servers, report }, async () => {
        await relayMany(servers, Math.ceil(events / 4));
        const { kafkaBrokers, topicPrefix } = servers;
        const result = await compareInRounds({
          ...{ name: 'relay', rounds, floor: FLOOR, aim: AIM, report },
          ours: () => relayMany(servers, events),
          reference: () => runMeasured('relay/bare-producer-main.js', { kafkaBrokers, topicPrefix, events }),
        });
        for (const line of tableOf(result)) report(line);
        return result;
      });
    });
  },
};

const INSERT = `
INSERT INTO outbox_event (id, topic, aggregate_type, aggregate_id, sequence, type, data)
SELECT id, $2, 'payment', payment, sequence, $3, $4 FROM unnest($1::text[], $5::text[], $6::int[]) AS e (id, payment, sequence)`;

const LATENCIES = `
SELECT (extract(epoch FROM published_at - $1::timestamptz) * 1000)::float8 AS ms FROM outbox_event
WHERE published_at > $1::timestamptz AND type = $2`;

const IS_DONE = 'SELECT NOT EXISTS (SELECT FROM outbox_event WHERE published_at IS NULL) AS fact';

/** One commit inserts all events; time is measured from there until the last one is marked. */
async function relayMany({ owner }: BenchServers, events: number): Promise<Measured> {
  const { topic, type, data } = exampleEvent;
  const payments = Array.from({ length: Math.ceil(events / EVENTS_PER_PAYMENT) }, () => newId('pay'));
  const rows = Array.from({ length: events }, (_, nth) => ({
    payment: payments[nth % payments.length],
    sequence: Math.floor(nth / payments.length) + 1,
  }));
  await owner.query(INSERT, [
    rows.map(() => newId('evt')),
    ...[topic, type, JSON.stringify(data)],
    rows.map(({ payment }) => payment),
    rows.map(({ sequence }) => sequence),
  ]);
  const { rows: clock } = await owner.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  await untilTrue(owner, IS_DONE);
  const { rows: published } = await owner.query<{ ms: number }>(LATENCIES, [clock[0]?.now, type]);
  const latenciesMs = published.map(({ ms }) => ms);
  const elapsedMs = latenciesMs.reduce((longest, ms) => Math.max(longest, ms), 0);
  return { count: events, elapsedMs, latenciesMs };
}
