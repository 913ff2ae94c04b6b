import type { ReceivedMessage } from './received-event.js';

/** Lag of a consumer group in one partition. */
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
   * Called with the messages of a partition one at a time, in order. Once it resolves, the message may be committed; if
   * it rejects, the message is delivered again. The signal aborts when the partition is revoked or the subscription
   * stops: work done after that may also be done by another consumer.
   */
  onMessage: (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;
  /** Called after every batch of a partition. */
  onLag?: (lag: PartitionLag) => void;
}>;

export interface Subscription {
  /** Finishes the current message, commits and leaves the group. Never rejects. */
  stop(): Promise<void>;
}

/**
 * The broker interface of a consumer. Splitcart implements it with kafkajs; any client with consumer groups will do.
 */
export interface EventSubscriber {
  /** Joins the group in the background, and rejoins after broker outages. */
  subscribe(options: SubscribeOptions): Subscription;
  /** Copies a message to `<topic>.dlq` with additional headers. Resolves once the broker has confirmed it. */
  sendToDeadLetters(message: ReceivedMessage, headers: Readonly<Record<string, string>>): Promise<void>;
}
