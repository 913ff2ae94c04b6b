import type { JournalEntry } from '../journal/journal-entry.js';
import { ControlError, type ControlRoute } from './control-route.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Reads the journal of money movements, oldest first. */
export const journalRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: /^\/_sim\/journal$/,
    run(simulator, request) {
      const query = new URLSearchParams(request.query);
      const limit = positive(query.get('limit'), DEFAULT_LIMIT, MAX_LIMIT);
      const after = positive(query.get('after'), 0, Number.MAX_SAFE_INTEGER);
      const entries: JournalEntry[] = [];
      let next: number | null = null;
      for (const entry of simulator.store.table('journal_entry').oldestFirst()) {
        if (entry.sequence <= after || !matches(entry, query)) continue;
        if (entries.length === limit) {
          next = entries.at(-1)?.sequence ?? null;
          break;
        }
        entries.push(entry);
      }
      return { status: 200, json: { entries, next } };
    },
  },
];

function matches(entry: JournalEntry, query: URLSearchParams): boolean {
  const filters = ['type', 'intent', 'charge', 'object', 'account', 'idempotency_key'] as const;
  return filters.every((name) => {
    const wanted = query.get(name);
    return wanted === null || entry[name] === wanted;
  });
}

function positive(text: string | null, fallback: number, max: number): number {
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new ControlError(400, `Not a whole number: ${text}`);
  return Math.min(value, max);
}
