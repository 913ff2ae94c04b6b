/** The result of a bench; `ok` is false when a limit was exceeded. Other fields are specific to the bench. */
export type BenchResult = Readonly<{ ok: boolean; name: string }> & Readonly<Record<string, unknown>>;

/** A benchmark with a one-word name. */
export interface Bench {
  readonly name: string;
  /** What it measures, and its options. */
  readonly usage: string;
  /** Runs to the end and stops everything that it started. Options are the raw values of `--name=value`. */
  run(options: ReadonlyMap<string, string>, report: (line: string) => void): Promise<BenchResult>;
}

/** The whole number of an option, or the default. Throws when it is not one. */
export function wholeNumber(options: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = options.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}
