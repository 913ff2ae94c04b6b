import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { ApiKey } from '../../../core/identity/api-key.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import {
  afterOptions,
  type Connection,
  connectionOf,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  ApiKeyConnection,
  CreateApiKeyInput,
  CreateApiKeyResult,
  RevokeApiKeyInput,
  RevokeApiKeyResult,
  type ApiKeyType,
  type CreateApiKeySuccessType,
} from './api-key-types.js';

@Resolver()
export class ApiKeyResolver {
  @Query(() => ApiKeyConnection, { description: 'Lists API keys, newest first. Requires the ADMIN role.' })
  async apiKeys(
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | undefined | null,
    @Arg('prefix', () => String, {
      defaultValue: '',
      description: 'Filters by the beginning of the key. Empty for all keys.',
    })
    prefix: string,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<Connection<ApiKeyType>> {
    requirePermission(actor, 'access.manage');
    const { nodes, hasNextPage } = await readers.apiKeys.list({
      prefix,
      page: pageRequest(first, after),
    });
    return connectionOf({ nodes: nodes.map(shown), hasNextPage });
  }

  @Mutation(() => CreateApiKeyResult, {
    description: 'Creates an API key for a service and returns its secret once. Requires the ADMIN role.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'Name and scopes of the key.' })
    input: CreateApiKeyInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<CreateApiKeySuccessType | UserError> {
    const { name, scopes } = input;
    const created = await useCases.identity.createApiKey({ name, scopes, actor });
    if (isDomainError(created)) return userError(created);
    return { apiKey: shown(created.apiKey), secret: created.secret };
  }

  @Mutation(() => RevokeApiKeyResult, {
    description: 'Revokes an API key; its open sockets close within two seconds. Requires the ADMIN role.',
  })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'The key to revoke.' })
    { apiKeyId }: RevokeApiKeyInput,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<{ apiKey: ApiKeyType } | UserError> {
    const revoked = await useCases.identity.revokeApiKey({ actor, id: apiKeyId });
    return isDomainError(revoked) ? userError(revoked) : { apiKey: shown(revoked.apiKey) };
  }
}

function shown({ createdAt, lastUsedAt, revokedAt, ...key }: ApiKey): ApiKeyType {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
