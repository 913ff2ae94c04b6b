/** Mixing constants of MurmurHash2 as Kafka's Java client uses it (org.apache.kafka.common.utils.Utils.murmur2). */
const MULTIPLIER = 0x5bd1e995;
const SEED = 0x9747b28c;

/** Java-compatible murmur2 of a record key, as a signed 32-bit number. */
export function murmur2(key: Uint8Array): number {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const wholeWords = key.byteLength - (key.byteLength % 4);
  let hash = SEED ^ key.byteLength;
  for (let offset = 0; offset < wholeWords; offset += 4) {
    let word = Math.imul(view.getInt32(offset, true), MULTIPLIER);
    word = Math.imul(word ^ (word >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ word;
  }
  const rest = key.byteLength - wholeWords;
  for (let index = rest - 1; index >= 0; index -= 1) hash ^= view.getUint8(wholeWords + index) << (8 * index);
  if (rest > 0) hash = Math.imul(hash, MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/** The partition that Kafka's Java producer would choose, so that all clients map a key to the same partition. */
export function partitionOf(key: string, partitionCount: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitionCount;
}
