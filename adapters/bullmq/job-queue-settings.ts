/**
 * Work that a shopper waits for never queues behind captures: every kind of work has a queue, a concurrency and a
 * share of the calls that the PSP allows per second. What the shares leave is for the requests of the shoppers
 * themselves, which the api sends without asking anybody.
 */
export const jobQueueSettings = {
  checkout: { concurrency: 16, shareOfPspCalls: 0.2 },
  capture: { concurrency: 16, shareOfPspCalls: 0.25 },
  webhooks: { concurrency: 8, shareOfPspCalls: 0.15 },
  /** Never asks the PSP. */
  mail: { concurrency: 4, shareOfPspCalls: null },
} as const satisfies Record<string, { concurrency: number; shareOfPspCalls: number | null }>;

export type QueueName = keyof typeof jobQueueSettings;
export const queueNames = ['checkout', 'capture', 'webhooks', 'mail'] as const satisfies readonly QueueName[];
