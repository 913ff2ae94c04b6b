import { createHash, randomBytes } from 'node:crypto';

import type { ApiKeySecrets } from '../../core/identity/ports.js';

/** `spk_` lets secret scanners and people see at once what leaked; eight characters more make the prefix. */
const FORM = /^spk_[0-9a-f]{8}_[\w-]{43}$/;

/** Keys of services: 256 random bits each, so that nothing has to slow down guessing. */
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
