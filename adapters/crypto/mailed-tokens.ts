import { createHash, createHmac } from 'node:crypto';

import type { MailedTokenSecrets } from '../../core/identity/ports.js';

/** Tokens of links in mails: 256 bits each, so they need no rate limit against guessing. */
export function createMailedTokenSecrets(secret: string): MailedTokenSecrets {
  return {
    tokenOf: (tokenId) => createHmac('sha256', secret).update(`mailed:${tokenId}`).digest('base64url'),
    hash: (token) => createHash('sha256').update(token).digest('hex'),
  };
}
