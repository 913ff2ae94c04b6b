import { expect, it } from 'vitest';
import { drawDelay } from './draw-delay.js';
import type { Fault } from './fault.js';

const fault: Fault = {
  id: 'flt_1',
  operation: '*',
  kind: 'delay',
  delayMs: 0,
  delayMaxMs: null,
  latency: null,
  status: 500,
  code: null,
  message: null,
  retryAfterSeconds: null,
  copies: 1,
  remaining: null,
  probability: 1,
  match: {},
  seen: 0,
  struck: 0,
};

/** The delays of the first 4,000 requests, smallest first. */
function delays(change: Partial<Fault>, seed = 7): number[] {
  const drawn = Array.from({ length: 4_000 }, (_, seen) => drawDelay({ ...fault, ...change, seen }, seed));
  return drawn.sort((left, right) => left - right);
}

it('draws a long-tailed latency with the requested percentiles', () => {
  const drawn = delays({ latency: { p50Ms: 100, p99Ms: 900 } });
  expect(drawn[2_000]).toBeGreaterThan(90);
  expect(drawn[2_000]).toBeLessThan(110);
  expect(drawn[3_960]).toBeGreaterThan(700);
  expect(drawn[3_960]).toBeLessThan(1_100);
});

it('draws uniformly from a range', () => {
  const drawn = delays({ delayMs: 100, delayMaxMs: 200 });
  expect([drawn[0], drawn.at(-1)]).toEqual([100, 200]);
  expect(drawn[2_000]).toBeGreaterThan(145);
  expect(drawn[2_000]).toBeLessThan(155);
});

it('draws the same delays from the same seed and others from another', () => {
  const latency = { p50Ms: 100, p99Ms: 900 };
  expect(delays({ latency }, 3)).toEqual(delays({ latency }, 3));
  expect(delays({ latency }, 3)).not.toEqual(delays({ latency }, 4));
});
