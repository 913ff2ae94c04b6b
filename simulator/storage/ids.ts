import { base62, hashText, randomText } from './seeded-random.js';

/**
 * Generates Stripe-like ids (`pi_…`, `ch_…`), the same for the same seed and order of requests.
 * The counter is logged with every change, so a restarted simulator never repeats an id.
 */
export class Ids {
  readonly seed: number;
  counter = 0;

  constructor(seed: string) {
    this.seed = hashText(seed);
  }

  /** A new unique id: prefix, 16 seeded characters, 8 characters of counter. */
  next(prefix: string): string {
    this.counter += 1;
    return `${prefix}_${randomText(this.seed, this.counter, 16)}${base62(this.counter, 8)}`;
  }

  /** Seeded text that is not an id, such as a client secret or a card fingerprint. */
  text(length: number): string {
    this.counter += 1;
    return randomText(this.seed ^ 0x5bd1e995, this.counter, length);
  }
}
