/** Prefix of all BullMQ keys; the braces (a hash tag) keep a queue's keys on one node of a Redis cluster. */
export const QUEUE_PREFIX = '{splitcart}';
