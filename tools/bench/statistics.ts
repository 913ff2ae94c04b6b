/** The middle value; for an even number of values, the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = Math.floor(sorted.length / 2);
  const lower = Math.floor((sorted.length - 1) / 2);
  return ((sorted[upper] ?? Number.NaN) + (sorted[lower] ?? Number.NaN)) / 2;
}

/** The smallest value that `percent` of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** At most `most` values, evenly spaced by rank, so that their percentiles match those of all. */
export function sampleOf(values: readonly number[], most: number): readonly number[] {
  const sorted = values.toSorted((left, right) => left - right);
  if (sorted.length <= most) return sorted;
  const last = sorted.length - 1;
  return Array.from({ length: most }, (_, nth) => sorted[Math.round((last * nth) / (most - 1))] ?? 0);
}
