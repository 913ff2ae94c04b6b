/** What a bench says at its end; `ok` is false when a limit was broken. The rest is its own. */
export type BenchResult = Readonly<{ ok: boolean; name: string }> & Readonly<Record<string, unknown>>;

/** Something that is measured, by a name of one word. */
export interface Bench {
  readonly name: string;
  /** What it measures, and its own options. */
  readonly usage: string;
  /** Runs to the end and gives back everything that it started. Options are the texts of `--name=value`. */
  run(options: ReadonlyMap<string, string>, say: (line: string) => void): Promise<BenchResult>;
}

/** A whole number among the options, or the default. */
export function wholeNumber(options: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = options.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}
