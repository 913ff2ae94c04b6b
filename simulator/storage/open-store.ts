import type { Clock } from './clock.js';
import type { Ids } from './ids.js';
import { LogFile } from './log-file.js';
import { asKind, decodeLogLine } from './log-line.js';
import { Store } from './store.js';
import type { Kind, StoredObjects } from './stored-objects.js';

/** The store, rebuilt from the log in `directory` if one is given; without a directory it lives in memory only. */
export function openStore(ids: Ids, clock: Clock, directory: string | undefined): Store {
  const store = new Store(ids, clock);
  if (directory !== undefined) store.log = LogFile.open(directory, (line) => replay(store, line));
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
