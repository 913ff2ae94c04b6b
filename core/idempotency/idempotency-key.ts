import { z } from 'zod';

/** A key chosen by the caller, one per intended action: 8 to 200 printable characters. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, 'must be 8 to 200 printable characters without spaces');
