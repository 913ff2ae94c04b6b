import { closeSync, openSync, readSync, truncateSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

/**
 * Passes every complete line of the file to `replay`. A killed process may leave a partial line at the end:
 * it was never acknowledged, so it is truncated.
 */
export function replayLines(path: string, replay: (line: string) => void): void {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  let completeBytes = 0;
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      const consumed = replayChunk(bytes, replay);
      completeBytes += consumed;
      rest = bytes.subarray(consumed);
    }
  } finally {
    closeSync(descriptor);
  }
  if (rest.length > 0) truncateSync(path, completeBytes);
}

function replayChunk(bytes: Buffer, replay: (line: string) => void): number {
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    replay(bytes.toString('utf8', start, end));
    start = end + 1;
  }
  return start;
}
