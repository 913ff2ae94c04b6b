import { StripeError } from './stripe-error.js';

/** The API version the simulator imitates: the one the pinned official SDK speaks. */
export const API_VERSION = '2026-10-28.endive';

/** Any well-formed version is taken and answered in the pinned shape; a malformed one is refused as Stripe does. */
export function checkedVersion(header: string | undefined): string {
  if (header === undefined) return API_VERSION;
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(header)) return header;
  throw new StripeError(400, `Invalid Stripe API version: ${header}`, { stage: 'validation' });
}
