import type { Logger } from '../../core/shared/logger.js';

export type KafkaSettings = Readonly<{
  /** `host:port` of at least one broker; the others are found through it. */
  brokers: readonly string[];
  clientId: string;
  /** Put before every topic name and consumer group, so that several installations can share a cluster. */
  topicPrefix?: string;
  /** Copies of a topic that is created here; by default 3, or fewer where there are fewer brokers. */
  replicationFactor?: number;
  logger: Logger;
}>;
