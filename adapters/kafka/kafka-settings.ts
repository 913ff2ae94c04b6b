import type { Logger } from '../../core/shared/logger.js';

export type KafkaSettings = Readonly<{
  /** `host:port` of at least one broker; the others are discovered through it. */
  brokers: readonly string[];
  clientId: string;
  /** Prefix of every topic and consumer group, so that several installations can use one cluster. */
  topicPrefix?: string;
  /** For topics created here; 3 by default, or the number of brokers if smaller. */
  replicationFactor?: number;
  logger: Logger;
}>;
