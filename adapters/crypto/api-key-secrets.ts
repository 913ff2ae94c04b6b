import { createHash, randomBytes } from 'node:crypto';

import type { ApiKeySecrets } from '../../core/identity/ports.js';

/** `spk_` lets secret scanners and people recognize a leaked key; eight more characters complete the prefix. */
const FORM = /^spk_[0-9a-f]{8}_[\w-]{43}$/;

/** API keys of services: 256 random bits each, so they need neither a slow hash nor a rate limit against guessing. */
export function createApiKeySecrets(): ApiKeySecrets {
  return {
    make() {
      const prefix = `spk_${randomBytes(4).toString('hex')}`;
      return { prefix, secret: `${prefix}_${randomBytes(32).toString('base64url')}` };
    },
    isOne: (credential) => FORM.test(credential),
    hash: (secret) => createHash('sha256').update(secret).digest('hex'),
  };
}
