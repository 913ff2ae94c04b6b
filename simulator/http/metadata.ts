import type { Param } from './params.js';
import { invalidParameter } from './stripe-error.js';

/** Up to 50 pairs, keys to 40 and values to 500 characters (docs.stripe.com/metadata). */
export type Metadata = Record<string, string>;

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/** A metadata change: pairs to set, `''` to remove one, or `'unset'` to remove all. */
export type MetadataChange = Record<string, string> | 'unset' | undefined;

export const metadata: Param<MetadataChange> = (value, name) => {
  if (value === undefined) return undefined;
  if (value === '') return 'unset';
  if (typeof value === 'string' || Array.isArray(value))
    throw invalidParameter('Invalid object', undefined, name);
  const pairs: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    const param = `${name}[${key}]`;
    if (typeof entry !== 'string')
      throw invalidParameter('Metadata values must be strings', undefined, param);
    if (key.length > MAX_KEY_LENGTH) {
      throw invalidParameter(`Metadata keys can have up to ${MAX_KEY_LENGTH} characters`, undefined, name);
    }
    if (entry.length > MAX_VALUE_LENGTH) {
      throw invalidParameter(
        `Metadata values can have up to ${MAX_VALUE_LENGTH} characters, but you passed in a value that is ${entry.length} characters. Invalid value: ${entry.slice(0, 20)}...`,
        undefined,
        param,
      );
    }
    pairs[key] = entry;
  }
  return pairs;
};

/** Applies a change: pairs are merged, empty values remove their key. */
export function applyMetadata(current: Metadata, change: MetadataChange): Metadata {
  if (change === undefined) return current;
  if (change === 'unset') return {};
  const merged = { ...current, ...change };
  for (const key of Object.keys(merged)) if (merged[key] === '') delete merged[key];
  if (Object.keys(merged).length > MAX_KEYS) {
    throw invalidParameter(`You can only have up to ${MAX_KEYS} metadata keys.`, undefined, 'metadata');
  }
  return merged;
}
