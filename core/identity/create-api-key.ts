import { z } from 'zod';

import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId } from '../shared/ids.js';
import type { ServiceKeys } from './ports.js';
import type { Actor } from './actor.js';
import type { ApiKey } from './api-key.js';
import { denialOf, type Denial } from './policy.js';
import { scopes } from './scope.js';

const command = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  scopes: z
    .array(z.enum(scopes, 'must be known scopes'))
    .min(1, 'must not be empty')
    .max(scopes.length, 'must not contain duplicates')
    .transform((given) => [...new Set(given)]),
});

export type CreateApiKeyInput = Readonly<{ name: string; scopes: readonly string[] }>;
export type CreateApiKeyError = Denial | InvalidInput;

/**
 * Creates a key for a service. Its secret appears only in this answer.
 *
 * Errors in order of precedence: SIGN_IN_REQUIRED, NOT_PERMITTED, INVALID_INPUT.
 */
export async function createApiKey(
  { apiKeys, apiKeySecrets }: ServiceKeys,
  { actor, ...input }: CreateApiKeyInput & Readonly<{ actor: Actor }>,
): Promise<Readonly<{ apiKey: ApiKey; secret: string }> | CreateApiKeyError> {
  const denial = denialOf(actor, 'access.manage');
  if (denial !== null) return denial;
  if (actor.kind !== 'ACCOUNT') return { code: 'SIGN_IN_REQUIRED' };
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { secret, prefix } = apiKeySecrets.make();
  const key = { ...parsed.data, id: newId('key'), prefix, createdBy: actor.accountId };
  const apiKey = await apiKeys.add({ ...key, secretHash: apiKeySecrets.hash(secret) });
  return { apiKey, secret };
}
