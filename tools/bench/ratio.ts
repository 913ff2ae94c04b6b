import { setTimeout as delay } from 'node:timers/promises';

import { median, percentile } from './statistics.js';
import type { BenchResult } from './bench.js';

/** The measurement of one side in one round. */
export type Measured = Readonly<{ count: number; elapsedMs: number; latenciesMs?: readonly number[] }>;

/** The two sides of a comparison; both run once per round, in alternating order. */
export type Comparison = Readonly<{
  name: string;
  rounds: number;
  /** The ratio below which the bench fails, and the target ratio. */
  floor: number;
  aim: number;
  ours: () => Promise<Measured>;
  reference: () => Promise<Measured>;
  report: (line: string) => void;
}>;

/** The result of a two-sided bench; benches may add fields. */
export type RatioResult = BenchResult &
  Readonly<{
    ratio: number;
    floor: number;
    aim: number;
    ours: Readonly<{ perSecond: number; p50Ms: number; p99Ms: number }>;
    reference: Readonly<{ perSecond: number }>;
    rounds: readonly Readonly<{ ours: number; reference: number }>[];
  }>;

/** Pause between the sides for disk and brokers to settle, so that neither pays for the other's work. */
const REST_MS = 300;

/**
 * Measures both sides alternately, so that other load on the machine affects both. The ratio is that of the two medians;
 * both are in the result.
 */
export async function compareInRounds(comparison: Comparison): Promise<RatioResult> {
  const { name, rounds: wanted, floor, aim, report } = comparison;
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
    report(`round ${round}: ours ${perSecondOf(ours)}/s, reference ${perSecondOf(reference)}/s`);
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

/** The result as readable lines. */
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
