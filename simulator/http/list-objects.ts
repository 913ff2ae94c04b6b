import type { Kind, StoredObjects } from '../storage/stored-objects.js';
import type { Call } from './call.js';
import type { FormValue } from './form.js';
import { isOwned } from './find-owned.js';
import { integer, object, string, type Param, type Read } from './params.js';
import { invalidParameter, resourceMissing } from './stripe-error.js';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Unix seconds have more digits than an amount may have. */
const timestamp = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const rangeShape = { gt: timestamp, gte: timestamp, lt: timestamp, lte: timestamp };
const range = object(rangeShape);

/** `created`: a timestamp, or `created[gte]=…` and the like. */
const created: Param<Read<typeof rangeShape> | undefined> = (value: FormValue | undefined, name: string) => {
  if (typeof value !== 'string') return range(value, name);
  const at = timestamp(value, name);
  return { gt: undefined, gte: at, lt: undefined, lte: at };
};

/** The parameters of every list (docs.stripe.com/api/pagination). */
export const listParams = {
  created,
  ending_before: string(),
  limit: integer({ min: 1, max: MAX_LIMIT }),
  starting_after: string(),
};

export type ListParams = Read<typeof listParams>;

/** One page, newest first. */
export interface ListPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** One page of the caller's objects that satisfy `keep`. */
export function listObjects<K extends Kind>(
  call: Call,
  wanted: { kind: K; params: ListParams; url: string; keep?: (object: StoredObjects[K]) => boolean },
): ListPage<StoredObjects[K]> {
  const { kind, params, url, keep = () => true } = wanted;
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    throw invalidParameter(
      'You can only specify one of starting_after and ending_before.',
      undefined,
      'ending_before',
    );
  }
  const table = call.tx.table(kind);
  const cursor = params.starting_after ?? params.ending_before;
  const cursorName = params.starting_after === undefined ? 'ending_before' : 'starting_after';
  if (cursor !== undefined && table.get(cursor) === undefined)
    throw resourceMissing(kind, cursor, cursorName);
  const backwards = params.ending_before !== undefined;
  const limit = params.limit ?? DEFAULT_LIMIT;
  const data: StoredObjects[K][] = [];
  let reached = cursor === undefined;
  // Backwards: the objects just newer than the cursor, still returned newest first.
  for (const candidate of backwards ? table.oldestFirst() : table.newestFirst()) {
    if (!reached) {
      reached = candidate.id === cursor;
      continue;
    }
    if (!isOwned(call, candidate.id) || !isWithin(candidate, params) || !keep(candidate)) continue;
    data.push(candidate);
    if (data.length > limit) break;
  }
  const hasMore = data.length > limit;
  if (hasMore) data.pop();
  if (backwards) data.reverse();
  return { object: 'list', data, has_more: hasMore, url };
}

function isWithin(candidate: object, { created: wanted }: ListParams): boolean {
  if (wanted === undefined) return true;
  const at = 'created' in candidate && typeof candidate.created === 'number' ? candidate.created : 0;
  if (wanted.gt !== undefined && at <= wanted.gt) return false;
  if (wanted.gte !== undefined && at < wanted.gte) return false;
  if (wanted.lt !== undefined && at >= wanted.lt) return false;
  return wanted.lte === undefined || at <= wanted.lte;
}
