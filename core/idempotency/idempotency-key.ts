import { z } from 'zod';

/** A key of the caller's own making, one per intention of a person: 8 to 200 printable characters. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, 'must be 8 to 200 printable characters without spaces');
