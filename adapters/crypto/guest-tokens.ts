import { createHash, createHmac, randomBytes } from 'node:crypto';

import type { GuestTokens } from '../../core/identity/guest-tokens.js';

/** Bearer tokens of guests: 256 bits each, so they need no rate limit against guessing. */
export function createGuestTokens(secret: string): GuestTokens {
  return {
    newCartToken: () => randomBytes(32).toString('base64url'),
    orderToken: (orderId) => createHmac('sha256', secret).update(`order:${orderId}`).digest('base64url'),
    hash: (token) => createHash('sha256').update(token).digest('hex'),
  };
}
