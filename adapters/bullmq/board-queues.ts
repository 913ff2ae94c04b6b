import { Queue } from 'bullmq';

import { queueNames } from './job-queue-settings.js';
import type { QueueSettings } from './job-queues.js';
import { RELAY_QUEUE } from './relay-queue.js';

/** All queues, for Bull Board to display and manage. */
export function openBoardQueues({ connection, prefix, logger }: QueueSettings): {
  queues: readonly Queue[];
  close: () => Promise<void>;
} {
  const queues = [...queueNames, RELAY_QUEUE].map((name) => new Queue(name, { connection, prefix }));
  for (const queue of queues) {
    queue.on('error', (error) =>
      logger.debug({ event: 'board.queue_error', queue: queue.name, reason: error.message }),
    );
  }
  return {
    queues,
    async close() {
      await Promise.allSettled(queues.map((queue) => queue.disconnect()));
    },
  };
}
