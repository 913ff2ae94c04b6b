import { OUTBOX_SLOTS } from '../../core/shared/event-publisher.js';

/** The slots of one of `shards` shards. Every slot belongs to exactly one shard. */
export function slotsOfShard(shard: number, shards: number): readonly number[] {
  return Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot).filter((slot) => slot % shards === shard);
}
