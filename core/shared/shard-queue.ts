/** One worker's turn at one shard of work that never ends. */
export type ShardSession = Readonly<{
  shard: number;
  /** Ends the session soon. */
  signal: AbortSignal;
  /** The session ends by itself after this time. */
  maxMs: number;
  /** Told now and then how it goes; `error` is what stands in the way, or null. */
  onProgress?: (progress: Readonly<{ error: string | null }>) => void;
}>;

/** `held elsewhere`: another worker has the shard and nothing was done. */
export type ShardSessionEnd = 'done' | 'held elsewhere';

/** Works on a shard for a while. Rejects when it ends with something still in the way. */
export type RunShardSession = (session: ShardSession) => Promise<ShardSessionEnd>;

/** Decides which worker has its turn at which shard, and shows people how it goes. */
export interface ShardQueue {
  /** Makes sure that every shard has its place in the queue. Rejects, or does not settle, while the queue is away. */
  ensureShards(): Promise<void>;
  /** Ends the sessions of this worker. Returns within seconds even while the queue is away. */
  close(): Promise<void>;
}
