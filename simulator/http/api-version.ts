import { StripeError } from './stripe-error.js';

/** The API version that the simulator imitates: that of the pinned official SDK. */
export const API_VERSION = '2026-10-28.endive';

/** Accepts any well-formed version, answered in the pinned shape; rejects a malformed one as Stripe does. */
export function checkedVersion(header: string | undefined): string {
  if (header === undefined) return API_VERSION;
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(header)) return header;
  throw new StripeError(400, `Invalid Stripe API version: ${header}`, { stage: 'validation' });
}
