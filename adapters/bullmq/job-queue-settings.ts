/**
 * Work that a shopper waits for never queues behind captures: every kind of work has its own queue, concurrency and
 * fraction of the PSP's rate limit. The remainder is left for shoppers' requests, which the API sends unthrottled.
 */
export const jobQueueSettings = {
  checkout: { concurrency: 16, pspRateFraction: 0.2 },
  capture: { concurrency: 16, pspRateFraction: 0.25 },
  webhooks: { concurrency: 8, pspRateFraction: 0.15 },
  /** Never calls the PSP. */
  mail: { concurrency: 4, pspRateFraction: null },
} as const satisfies Record<string, { concurrency: number; pspRateFraction: number | null }>;

export type QueueName = keyof typeof jobQueueSettings;
export const queueNames = ['checkout', 'capture', 'webhooks', 'mail'] as const satisfies readonly QueueName[];
