import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import { compactLog } from './compact-log.js';
import type { Ids } from './ids.js';
import { LogFile } from './log-file.js';
import { asKind, decodeLogLine } from './log-line.js';
import { replayLines } from './replay-lines.js';
import { Store } from './store.js';
import type { Kind, StoredObjects } from './stored-objects.js';

const LOG_NAME = 'simulator.log';
/** A larger log is compacted at the next start; reading one of this size takes about half a second. */
const COMPACT_FROM_BYTES = 64 * 1024 * 1024;

/** Opens the store, rebuilt from the log in `directory`; without a directory it is in memory only. */
export function openStore(
  ids: Ids,
  clock: Clock,
  options: { directory?: string | undefined; compactFromBytes?: number | undefined },
): Store {
  const store = new Store(ids, clock);
  const { directory, compactFromBytes = COMPACT_FROM_BYTES } = options;
  if (directory === undefined) return store;
  mkdirSync(directory, { recursive: true });
  const path = join(directory, LOG_NAME);
  if (existsSync(path)) {
    replayLines(path, (line) => replay(store, line));
    if (statSync(path).size > compactFromBytes) compactLog(path, store);
  }
  store.log = new LogFile(path);
  return store;
}

function replay(store: Store, text: string): void {
  const line = decodeLogLine(text);
  if (line.reset === true) store.clear();
  if (line.n !== undefined) store.ids.counter = line.n;
  for (const [kind, object, owner] of line.p ?? []) {
    restore(store, kind, object);
    if (owner !== undefined) store.setOwner(object.id, owner);
  }
  for (const [kind, id] of line.d ?? []) store.table(kind).delete(id);
}

function restore<K extends Kind>(store: Store, kind: K, object: StoredObjects[Kind]): void {
  store.table(kind).put(asKind(kind, object));
}
