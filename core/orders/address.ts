import { z } from 'zod';

const line = (max: number) =>
  z.string().trim().min(1, 'must not be empty').max(max, `must have at most ${max} characters`);

/** The shipping address of an order. */
export const address = z.object({
  name: line(120),
  line1: line(200),
  line2: line(200).nullable(),
  city: line(120),
  postalCode: line(20),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE'),
});

export type Address = z.output<typeof address>;
