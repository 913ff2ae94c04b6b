/** Prefix of all our keys in Redis; the braces keep one queue's keys on one node of a Redis cluster. */
export const QUEUE_PREFIX = '{splitcart}';
