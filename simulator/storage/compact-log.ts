import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeLogLine, type Change } from './log-line.js';
import type { Store } from './store.js';
import { createTables, type Kind } from './stored-objects.js';

/** Objects per line of the compacted log, so that lines stay far below the maximum string length. */
const OBJECTS_PER_LINE = 500;

/**
 * Replaces the log with one that has only the current state. The new file is complete and on disk before it
 * takes the old one's name, so a crash at any moment leaves a valid log.
 */
export function compactLog(path: string, store: Store): void {
  const temporary = `${path}.new`;
  const descriptor = openSync(temporary, 'w');
  for (const line of stateLines(store)) writeSync(descriptor, `${line}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, path);
  const directory = openSync(dirname(path), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

function* stateLines(store: Store): Generator<string> {
  let changes: Change[] = [];
  for (const kind of allKinds()) {
    for (const object of store.table(kind).oldestFirst()) {
      changes.push({ kind, id: object.id, object });
      if (changes.length < OBJECTS_PER_LINE) continue;
      yield encodeLogLine(changes, store);
      changes = [];
    }
  }
  yield encodeLogLine(changes, store);
}

function allKinds(): Kind[] {
  const tables = createTables();
  return Object.keys(tables).filter((name): name is Kind => Object.hasOwn(tables, name));
}
