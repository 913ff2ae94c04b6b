import { allTestCards } from '../payment-methods/test-cards.js';
import type { ControlRoute } from './control-route.js';

/** Health, reset, call counts and test cards. */
export const lifecycleRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: /^\/_sim\/health$/,
    run: (simulator) => ({
      status: 200,
      json: { ok: true, now: simulator.store.clock.now(), cpuSeconds: cpuSeconds() },
    }),
  },
  {
    method: 'GET',
    path: /^\/_sim\/calls$/,
    run: ({ api }) => ({ status: 200, json: { calls: api.callCounts() } }),
  },
  {
    method: 'POST',
    path: /^\/_sim\/reset$/,
    run(simulator) {
      simulator.reset();
      return { status: 200, json: { ok: true } };
    },
  },
  {
    method: 'GET',
    path: /^\/_sim\/cards$/,
    run: () => ({ status: 200, json: { cards: allTestCards() } }),
  },
];

/** CPU time used by this process, which a benchmark on a busy machine can rely on. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
