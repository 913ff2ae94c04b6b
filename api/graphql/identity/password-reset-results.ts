import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';

import { InvalidInputType, RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { ServiceBusyType, TokenExpiredType, TokenUnknownType, TokenUsedType } from './identity-errors.js';

@InputType('RequestPasswordResetInput', { description: 'Input of `requestPasswordReset`.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'Email address of the account.' })
  email!: string;
}

@InputType('ResetPasswordInput', {
  description: 'Input of `resetPassword`.',
})
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token after `#token=` in the emailed link.' })
  token!: string;

  @Field(() => String, { description: 'New password, 10 to 200 characters.' })
  newPassword!: string;
}

@ObjectType('RequestPasswordResetSuccess', {
  description: 'The request was accepted. An email is sent only if the address has an account.',
})
export class RequestPasswordResetSuccessType {
  @Field(() => String, {
    description: 'The requested email address. It receives at most one reset email per minute.',
  })
  email!: string;
}

@ObjectType('ResetPasswordSuccess', { description: 'The password was reset. Sign in with the new one.' })
export class ResetPasswordSuccessType {
  @Field(() => String, { description: 'Email address to sign in with.' })
  email!: string;

  @Field(() => Int, { description: 'Number of sessions that were ended: all of the account’s.' })
  endedSessions!: number;
}

export const RequestPasswordResetResult = createUnionType({
  name: 'RequestPasswordResetResult',
  description: 'Result of `requestPasswordReset`.',
  types: () => [RequestPasswordResetSuccessType, InvalidInputType, RateLimitedType] as const,
  resolveType: resultType('RequestPasswordResetSuccess'),
});

export const ResetPasswordResult = createUnionType({
  name: 'ResetPasswordResult',
  description: 'Result of `resetPassword`.',
  types: () =>
    [
      ResetPasswordSuccessType,
      InvalidInputType,
      TokenUnknownType,
      TokenUsedType,
      TokenExpiredType,
      RateLimitedType,
      ServiceBusyType,
    ] as const,
  resolveType: resultType('ResetPasswordSuccess'),
});
