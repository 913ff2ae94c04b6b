import { fraction } from '../storage/seeded-random.js';
import type { Fault } from './fault.js';

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.3263;

/** The delay of a strike in milliseconds: fixed, uniform or long-tailed, from the seed and the fault's own counter. */
export function drawDelay(fault: Fault, seed: number): number {
  const draw = fraction(seed, 2 * fault.seen + 1);
  if (fault.kind === 'webhook_reorder') return Math.round(draw * fault.delayMs);
  if (fault.latency !== null) return Math.round(logNormal(fault.latency, draw, fraction(~seed, fault.seen)));
  if (fault.delayMaxMs === null) return fault.delayMs;
  return Math.round(fault.delayMs + draw * Math.max(0, fault.delayMaxMs - fault.delayMs));
}

/** Real latencies are close to log-normal: mostly short, with a tail. Box-Muller gives the normal draw. */
function logNormal(latency: { p50Ms: number; p99Ms: number }, first: number, second: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
  const sigma = Math.log(latency.p99Ms / latency.p50Ms) / Z99;
  return latency.p50Ms * Math.exp(sigma * normal);
}
