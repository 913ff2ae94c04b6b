import type { ReceivedMessage } from './received-event.js';

/** How far a consumer group is behind in one partition. */
export type PartitionLag = Readonly<{
  groupId: string;
  topic: string;
  partition: number;
  messagesBehind: number;
}>;

export type SubscribeOptions = Readonly<{
  groupId: string;
  topics: readonly string[];
  /**
   * Called with one message of a partition after the other, in order. Once it resolves the message may be committed;
   * if it rejects, the same message is delivered again. The signal aborts when the partition is taken away or the
   * subscription stops: whatever is done after that may also be done by another consumer.
   */
  onMessage: (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;
  /** Called after every batch of a partition. */
  onLag?: (lag: PartitionLag) => void;
}>;

export interface Subscription {
  /** Finishes the message under way, commits and leaves the group. Never rejects. */
  stop(): Promise<void>;
}

/** The broker as a consumer needs it. Splitcart implements it with kafkajs; any client with consumer groups will do. */
export interface EventSubscriber {
  /** Joins the group in the background, and joins it again whenever the broker was away. */
  subscribe(options: SubscribeOptions): Subscription;
  /** Copies a message to `<topic>.dlq` with the headers given beside its own. Resolves once the broker has confirmed it. */
  sendToDeadLetters(message: ReceivedMessage, headers: Readonly<Record<string, string>>): Promise<void>;
}
