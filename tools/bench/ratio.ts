import { setTimeout as delay } from 'node:timers/promises';

import { median, percentile } from './statistics.js';
import type { BenchResult } from './bench.js';

/** What one side did in one round. */
export type Measured = Readonly<{ count: number; elapsedMs: number; latenciesMs?: readonly number[] }>;

/** The two sides of a comparison; both are run once per round, ours first in every other round. */
export type Comparison = Readonly<{
  name: string;
  rounds: number;
  /** The ratio below which the bench fails, and the one that is aimed at. */
  floor: number;
  aim: number;
  ours: () => Promise<Measured>;
  reference: () => Promise<Measured>;
  say: (line: string) => void;
}>;

/** The result of a bench with two sides; what else a bench found out is added to it. */
export type RatioResult = BenchResult &
  Readonly<{
    ratio: number;
    floor: number;
    aim: number;
    ours: Readonly<{ perSecond: number; p50Ms: number; p99Ms: number }>;
    reference: Readonly<{ perSecond: number }>;
    rounds: readonly Readonly<{ ours: number; reference: number }>[];
  }>;

/** Between two sides the disk and the brokers come to rest, so that neither pays for the other's work. */
const REST_MS = 300;

/**
 * Measures both sides in turn, so that whatever else the machine does meanwhile meets both. The ratio is that of the two
 * medians; both figures are in the result.
 */
export async function compareInRounds(comparison: Comparison): Promise<RatioResult> {
  const { name, rounds: wanted, floor, aim, say } = comparison;
  const rounds: { ours: number; reference: number }[] = [];
  const latencies: number[] = [];
  for (let round = 1; round <= wanted; round += 1) {
    const first = round % 2 === 1 ? 'ours' : 'reference';
    const measured = { [first]: await comparison[first]() };
    await delay(REST_MS);
    const second = first === 'ours' ? 'reference' : 'ours';
    measured[second] = await comparison[second]();
    await delay(REST_MS);
    const { ours, reference } = measured;
    if (ours === undefined || reference === undefined) throw new Error('a side was not measured');
    latencies.push(...(ours.latenciesMs ?? []));
    rounds.push({ ours: perSecondOf(ours), reference: perSecondOf(reference) });
    say(`round ${round}: ours ${perSecondOf(ours)}/s, reference ${perSecondOf(reference)}/s`);
  }
  const ours = rounded(median(rounds.map((round) => round.ours)));
  const reference = rounded(median(rounds.map((round) => round.reference)));
  const ratio = rounded(ours / reference, 4);
  return {
    ok: ratio >= floor,
    name,
    ratio,
    floor,
    aim,
    ours: {
      perSecond: ours,
      p50Ms: rounded(percentile(latencies, 50)),
      p99Ms: rounded(percentile(latencies, 99)),
    },
    reference: { perSecond: reference },
    rounds,
  };
}

/** The result for people. */
export function tableOf({
  name,
  ratio,
  floor,
  aim,
  ours,
  reference,
  rounds,
}: RatioResult): readonly string[] {
  return [
    `${name}: median of ${rounds.length} rounds`,
    `  ours       ${ours.perSecond}/s   p50 ${ours.p50Ms} ms   p99 ${ours.p99Ms} ms`,
    `  reference  ${reference.perSecond}/s`,
    `  ratio      ${ratio}   floor ${floor}   aim ${aim}${ratio < floor ? '   BELOW THE FLOOR' : ''}`,
  ];
}

function perSecondOf({ count, elapsedMs }: Measured): number {
  return rounded((count * 1_000) / elapsedMs);
}

function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
