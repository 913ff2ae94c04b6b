import { hashText, randomText } from '../storage/seeded-random.js';
import type { Store } from '../storage/store.js';

/** Seed of the request ids: different after each restart, so that no request id is reused. */
export function baseSeed(store: Store): number {
  return store.ids.seed ^ hashText(`requests after ${store.ids.counter}`);
}

/** A source of `req_…` ids. */
export function requestIds(seed: number): () => string {
  let counter = 0;
  return () => {
    counter += 1;
    return `req_${randomText(seed, counter, 14)}`;
  };
}
