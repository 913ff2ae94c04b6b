import { wholeNumber, type Bench } from '../bench.js';
import { childEnvironment } from '../../../config/environment.js';
import type { BenchServers } from '../load/bench-servers.js';
import { untilSettled } from '../load/settled.js';
import { Shop } from '../load/shop.js';
import { withBenchServers, withBenchSystem } from '../load/with-bench-system.js';
import { freePort } from '../../stack/free-port.js';
import { answersOk } from '../../stack/node-program.js';
import { localPath } from '../../stack/project-paths.js';
import { SupervisedProcess } from '../../stack/supervised-process.js';
import { programPlan } from '../../start/system-plan.js';
import { compareInRounds, tableOf } from '../ratio.js';
import { runMeasured } from '../reference/measured-program.js';

const SOCKETS = 1_000;
const FLOOR = 0.35;
const AIM = 0.55;

/** Messages per second that reach the subscribers of one order, relative to a bare server that broadcasts a fixed text. */
export const fanoutBench: Bench = {
  name: 'fanout',
  usage: 'messages of orderUpdated ÷ a bare ws broadcast, --rounds=5 --sockets=1000 --changes=20',
  async run(options, report) {
    const rounds = wholeNumber(options, 'rounds', 5);
    const sockets = wholeNumber(options, 'sockets', SOCKETS);
    const changes = wholeNumber(options, 'changes', 20);
    return withBenchServers(report, async (servers) => {
      return withBenchSystem({ servers, report }, async (system) => {
        const broadcaster = await startBroadcaster(report);
        try {
          const watched = await watchedOrder(servers, system);
          const { ownerUrl, redisUrl } = servers;
          const socketUrl = `${system.apiUrl.replace(/^http/, 'ws')}/graphql`;
          const ours = { side: 'ours', socketUrl, ownerUrl, redisUrl, ...watched };
          const reference = { side: 'reference', socketUrl: broadcaster.url };
          const result = await compareInRounds({
            ...{ name: 'fanout', rounds, floor: FLOOR, aim: AIM, report },
            ours: () => runMeasured('fanout/sockets-main.js', { ...ours, sockets, changes }),
            reference: () => runMeasured('fanout/sockets-main.js', { ...reference, sockets, changes }),
          });
          for (const line of tableOf(result)) report(line);
          return { ...result, sockets };
        } finally {
          await broadcaster.stop();
        }
      });
    });
  },
};

/** A paid and captured order, which only the bench changes from then on. */
async function watchedOrder(servers: BenchServers, system: Parameters<typeof Shop.open>[1]) {
  const shop = await Shop.open(servers, system, 1);
  const { value: placed } = await shop.place(await shop.fillCart());
  await shop.authorize(placed);
  await untilSettled(servers.owner);
  shop.close();
  return { orderId: placed.orderId, orderToken: placed.orderToken };
}

async function startBroadcaster(report: (line: string) => void) {
  const port = await freePort();
  const plan = {
    ...programPlan('broadcaster', [String(port)], { entry: 'tools/bench/fanout', file: 'broadcast-main.js' }),
    title: 'Broadcaster',
    env: childEnvironment({ NODE_ENV: 'production' }),
    isHealthy: async () => await answersOk(`http://127.0.0.1:${port}/`),
  };
  const supervised = new SupervisedProcess(plan, {
    pidFolder: localPath('bench', 'pids'),
    logFile: localPath('bench', 'logs', 'broadcaster.log'),
    restart: false,
    report,
  });
  await supervised.start();
  return { url: `ws://127.0.0.1:${port}`, stop: async () => await supervised.stop() };
}
