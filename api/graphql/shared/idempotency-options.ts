/** Options of every input field for an idempotency key. */
export const idempotencyKeyOptions = {
  description: 'Unique key of this request, 8 to 200 printable characters. Send the same key when you retry.',
} as const;

/** Options of the field that marks a replay. */
export const replayedOptions = {
  description: 'Whether this is the stored result of an earlier request with the same idempotency key.',
} as const;
