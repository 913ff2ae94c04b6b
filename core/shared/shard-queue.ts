/** One worker's session on one shard of continuous work. */
export type ShardSession = Readonly<{
  shard: number;
  /** Aborts to end the session early. */
  signal: AbortSignal;
  /** Maximum duration of the session. */
  maxMs: number;
  /** Called periodically with progress; `error` is the current problem, or null. */
  onProgress?: (progress: Readonly<{ error: string | null }>) => void;
}>;

/** `held elsewhere`: another worker owns the shard and nothing was done. */
export type ShardSessionEnd = 'done' | 'held elsewhere';

/** Works on a shard for a while. Rejects if it ends with an unresolved problem. */
export type RunShardSession = (session: ShardSession) => Promise<ShardSessionEnd>;

/** Assigns shards to workers, and shows their progress to operations. */
export interface ShardQueue {
  /** Ensures that every shard has a job in the queue. Rejects or does not settle while the queue is unavailable. */
  ensureShards(): Promise<void>;
  /** Ends the sessions of this worker. Returns within seconds even if the queue is unavailable. */
  close(): Promise<void>;
}
