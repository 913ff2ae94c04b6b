import type { DomainError } from '../shared/domain-error.js';
import type { AccountId, Id } from '../shared/ids.js';
import type { Scope } from './scope.js';

export type ApiKeyId = Id<'key'>;

/** An API key of another team's service. Its secret is shown once, on creation. */
export type ApiKey = Readonly<{
  id: ApiKeyId;
  name: string;
  /** The start of the key, by which people recognize and find it. */
  prefix: string;
  scopes: readonly Scope[];
  createdBy: AccountId;
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}>;

export type ApiKeyNotFound = DomainError<'API_KEY_NOT_FOUND'>;
