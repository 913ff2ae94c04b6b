import { createHash } from 'node:crypto';

/** JSON in which a bigint is a decimal string; JSON numbers would lose precision. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));
}

/** SHA-256 over JSON with sorted keys: equal values have equal hashes, whatever their key order. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(toJson(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
