import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { connectionTypes } from '../shared/page-types.js';
import { InvalidInputType, plainUserError } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { SignInRequiredType } from './identity-errors.js';

const SCOPES = 'Granted scopes: any of `payments:read`, `balances:read`, `orders:read`.';

@ObjectType('ApiKey', { description: 'An API key of a service. Its secret is not stored.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'Global ID of the key.' })
  id!: string;

  @Field(() => String, { description: 'Name of the key, chosen by its creator.' })
  name!: string;

  @Field(() => String, { description: 'Beginning of the key, to recognize it by.' })
  prefix!: string;

  @Field(() => [String], { description: SCOPES })
  scopes!: readonly string[];

  @Field(() => String, { description: 'When the key was created, as an RFC 3339 timestamp.' })
  createdAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'When the key was last used, to the minute. Null if never used.',
  })
  lastUsedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When the key was revoked. Null while the key is active.',
  })
  revokedAt!: string | null;
}

export const { Connection: ApiKeyConnection } = connectionTypes('ApiKey', ApiKeyType);

export const ApiKeyNotFoundType = plainUserError(
  'ApiKeyNotFound',
  'Returned when the API key does not exist.',
);

export const NotPermittedType = plainUserError(
  'NotPermitted',
  'Returned when the caller’s role and scopes do not allow the operation.',
);

@InputType('CreateApiKeyInput', { description: 'Input of `createApiKey`.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'Name of the key, 1 to 100 characters.' })
  name!: string;

  @Field(() => [String], { description: SCOPES })
  scopes!: string[];
}

@InputType('RevokeApiKeyInput', { description: 'Input of `revokeApiKey`.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Global ID of the key.' })
  apiKeyId!: string;
}

@ObjectType('CreateApiKeySuccess', { description: 'The API key was created and is active.' })
export class CreateApiKeySuccessType {
  @Field(() => ApiKeyType, { description: 'The key without its secret.' })
  apiKey!: ApiKeyType;

  @Field(() => String, {
    description: 'The secret, sent as `Authorization: Bearer …`. Returned only once.',
  })
  secret!: string;
}

@ObjectType('RevokeApiKeySuccess', { description: 'The API key was revoked.' })
export class RevokeApiKeySuccessType {
  @Field(() => ApiKeyType, { description: 'The revoked key.' })
  apiKey!: ApiKeyType;
}

export const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  description: 'Result of `createApiKey`.',
  types: () => [CreateApiKeySuccessType, SignInRequiredType, NotPermittedType, InvalidInputType] as const,
  resolveType: resultType('CreateApiKeySuccess'),
});

export const RevokeApiKeyResult = createUnionType({
  name: 'RevokeApiKeyResult',
  description: 'Result of `revokeApiKey`.',
  types: () => [RevokeApiKeySuccessType, SignInRequiredType, NotPermittedType, ApiKeyNotFoundType] as const,
  resolveType: resultType('RevokeApiKeySuccess'),
});
