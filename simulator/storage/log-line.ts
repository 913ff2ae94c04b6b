import type { Kind, StoredObjects } from './stored-objects.js';

/** The state of one object after a commit; `object: undefined` means deleted. */
export interface Change {
  kind: Kind;
  id: string;
  object: StoredObjects[Kind] | undefined;
}

/** The store data in a line: the owner of an object, and the id counter to continue from. */
interface LineSource {
  ids: { counter: number };
  ownerOf(id: string): string | undefined;
}

/** Encodes one commit: `n` the id counter, `p` the objects put (with owner), `d` the objects deleted. */
export function encodeLogLine(changes: readonly Change[], source: LineSource): string {
  const puts: unknown[] = [];
  const deletes: [Kind, string][] = [];
  for (const { kind, id, object } of changes) {
    if (object === undefined) deletes.push([kind, id]);
    else puts.push(ownedPut(kind, object, source.ownerOf(id)));
  }
  return JSON.stringify(
    deletes.length === 0
      ? { n: source.ids.counter, p: puts }
      : { n: source.ids.counter, p: puts, d: deletes },
  );
}

function ownedPut(kind: Kind, object: object, owner: string | undefined): unknown[] {
  return owner === undefined ? [kind, object] : [kind, object, owner];
}

/** A decoded log line. */
export interface LogLine {
  n?: number;
  p?: [Kind, StoredObjects[Kind], string?][];
  d?: [Kind, string][];
  reset?: boolean;
}

/** Only this program writes the log, so its shape is trusted; a partial line never gets here. */
export function decodeLogLine(line: string): LogLine {
  return JSON.parse(line) as LogLine;
}

/** The log pairs each kind with an object of that kind, as `encodeLogLine` wrote them. */
export function asKind<K extends Kind>(_kind: K, object: StoredObjects[Kind]): StoredObjects[K] {
  return object as StoredObjects[K];
}
