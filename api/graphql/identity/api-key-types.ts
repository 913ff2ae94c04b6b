import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { connectionTypes } from '../shared/page-types.js';
import { InvalidInputType, plainUserError } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { SignInRequiredType } from './identity-errors.js';

const SCOPES = 'Any of payments:read, balances:read, orders:read.';

@ObjectType('ApiKey', { description: 'A key of another team’s service. Its secret is not kept.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'Global id of the key.' })
  id!: string;

  @Field(() => String, { description: 'What it is for, in the words of who made it.' })
  name!: string;

  @Field(() => String, { description: 'The beginning of the key, to recognise it by.' })
  prefix!: string;

  @Field(() => [String], { description: SCOPES })
  scopes!: readonly string[];

  @Field(() => String, { description: 'When it was made, RFC 3339.' })
  createdAt!: string;

  @Field(() => String, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  lastUsedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Since when it is refused; null: it is good.' })
  revokedAt!: string | null;
}

export const { Connection: ApiKeyConnection } = connectionTypes('ApiKey', ApiKeyType);

export const ApiKeyNotFoundType = plainUserError('ApiKeyNotFound', 'Returned when there is no such key.');

export const NotPermittedType = plainUserError(
  'NotPermitted',
  'Returned when neither role nor scope of who asks allows this.',
);

@InputType('CreateApiKeyInput', { description: 'A key to be made.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  name!: string;

  @Field(() => [String], { description: SCOPES })
  scopes!: string[];
}

@InputType('RevokeApiKeyInput', { description: 'A key to be ended.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Global id of the key.' })
  apiKeyId!: string;
}

@ObjectType('CreateApiKeySuccess', { description: 'The key is good from now on.' })
export class CreateApiKeySuccessType {
  @Field(() => ApiKeyType, { description: 'What is kept of it.' })
  apiKey!: ApiKeyType;

  @Field(() => String, {
    description: 'The key itself, for `Authorization: Bearer …`. Shown here and never again.',
  })
  secret!: string;
}

@ObjectType('RevokeApiKeySuccess', { description: 'The key is refused from now on.' })
export class RevokeApiKeySuccessType {
  @Field(() => ApiKeyType, { description: 'The key that was ended.' })
  apiKey!: ApiKeyType;
}

export const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  description: 'What createApiKey comes to.',
  types: () => [CreateApiKeySuccessType, SignInRequiredType, NotPermittedType, InvalidInputType] as const,
  resolveType: resultType('CreateApiKeySuccess'),
});

export const RevokeApiKeyResult = createUnionType({
  name: 'RevokeApiKeyResult',
  description: 'What revokeApiKey comes to.',
  types: () => [RevokeApiKeySuccessType, SignInRequiredType, NotPermittedType, ApiKeyNotFoundType] as const,
  resolveType: resultType('RevokeApiKeySuccess'),
});
