import { parseId } from '../shared/ids.js';
import type { Actor } from './actor.js';
import type { ApiKey, ApiKeyNotFound } from './api-key.js';
import { denialOf, type Denial } from './policy.js';
import type { ServiceKeys } from './ports.js';

export type RevokeApiKeyError = Denial | ApiKeyNotFound;

/**
 * Revokes a key: requests with it are denied at once, its sockets close within two seconds. Idempotent.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, API_KEY_NOT_FOUND.
 */
export async function revokeApiKey(
  { apiKeys }: Pick<ServiceKeys, 'apiKeys'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<Readonly<{ apiKey: ApiKey }> | RevokeApiKeyError> {
  const denial = denialOf(actor, 'access.manage');
  if (denial !== null) return denial;
  const keyId = parseId('key', id);
  const apiKey = keyId === null ? null : await apiKeys.revoke(keyId);
  return apiKey === null ? { code: 'API_KEY_NOT_FOUND' } : { apiKey };
}
