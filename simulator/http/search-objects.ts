import type { Kind, StoredObjects } from '../storage/stored-objects.js';
import type { Call } from './call.js';
import { isOwned } from './find-owned.js';
import { integer, required, string, type Read } from './params.js';
import { parseSearchQuery, type SearchClause } from './search-query.js';
import { invalidParameter } from './stripe-error.js';

const DEFAULT_LIMIT = 10;

/** The parameters of every search. */
export const searchParams = {
  limit: integer({ min: 1, max: 100 }),
  page: string(),
  query: required(string()),
};

/** A search result (docs.stripe.com/api/pagination/search). */
export interface SearchResult<T> {
  object: 'search_result';
  data: T[];
  has_more: boolean;
  next_page: string | null;
  url: string;
}

/** The caller's objects that match the query, newest first. `fields` are the fields that Stripe supports. */
export function searchObjects<K extends Kind>(
  call: Call,
  wanted: { kind: K; params: Read<typeof searchParams>; url: string; fields: readonly string[] },
): SearchResult<StoredObjects[K]> {
  const { kind, params, url, fields } = wanted;
  const query = parseSearchQuery(params.query);
  for (const { field } of query.clauses) {
    if (field !== 'metadata' && !fields.includes(field)) {
      throw invalidParameter(
        `Field \`${field}\` is an unsupported search field for resource \`${kind}s\`.`,
        undefined,
        'query',
      );
    }
  }
  const offset = params.page === undefined ? 0 : readPage(params.page);
  const limit = params.limit ?? DEFAULT_LIMIT;
  const data: StoredObjects[K][] = [];
  let skipped = 0;
  for (const candidate of call.tx.table(kind).newestFirst()) {
    if (!isOwned(call, candidate.id)) continue;
    const matching = query.any
      ? query.clauses.some((clause) => matches(candidate, clause))
      : query.clauses.every((clause) => matches(candidate, clause));
    if (!matching) continue;
    if (skipped < offset) skipped += 1;
    else data.push(candidate);
    if (data.length > limit) break;
  }
  const hasMore = data.length > limit;
  if (hasMore) data.pop();
  const nextPage = hasMore ? Buffer.from(String(offset + limit)).toString('base64url') : null;
  return { object: 'search_result', data, has_more: hasMore, next_page: nextPage, url };
}

function readPage(page: string): number {
  const offset = Number(Buffer.from(page, 'base64url').toString('utf8'));
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw invalidParameter(`Invalid page: ${page}`, undefined, 'page');
}

function matches(candidate: object, clause: SearchClause): boolean {
  return compare(fieldValue(candidate, clause), clause) !== clause.negated;
}

function fieldValue(candidate: object, { field, key }: SearchClause): string | number | undefined {
  const value = valueOf(candidate, field);
  const found = field === 'metadata' && key !== undefined ? valueOf(value, key) : value;
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}

function valueOf(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return new Map<string, unknown>(Object.entries(holder)).get(name);
}

function compare(actual: string | number | undefined, { operator, value }: SearchClause): boolean {
  if (value === null) return actual === undefined;
  if (actual === undefined) return false;
  switch (operator) {
    case ':':
      // Exact but case-insensitive, as documented for string and token fields.
      return String(actual).toLowerCase() === value.toLowerCase();
    case '~':
      return String(actual).toLowerCase().includes(value.toLowerCase());
    case '>':
      return Number(actual) > Number(value);
    case '<':
      return Number(actual) < Number(value);
    case '>=':
      return Number(actual) >= Number(value);
    case '<=':
      return Number(actual) <= Number(value);
  }
}
