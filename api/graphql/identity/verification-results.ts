import { createUnionType, Field, InputType, ObjectType } from 'type-graphql';

import { RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import {
  EmailAlreadyVerifiedType,
  SignInRequiredType,
  TokenExpiredType,
  TokenUnknownType,
  TokenUsedType,
} from './identity-errors.js';

@InputType('VerifyEmailInput', { description: 'Input of `verifyEmail`.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'The token after `#token=` in the emailed link.' })
  token!: string;
}

@ObjectType('VerifyEmailSuccess', { description: 'The email address was verified.' })
export class VerifyEmailSuccessType {
  @Field(() => String, { description: 'The verified email address.' })
  email!: string;
}

@ObjectType('RequestEmailVerificationSuccess', { description: 'The verification email was queued.' })
export class RequestEmailVerificationSuccessType {
  @Field(() => String, {
    description: 'Recipient address. It receives at most one verification email per minute.',
  })
  email!: string;
}

export const VerifyEmailResult = createUnionType({
  name: 'VerifyEmailResult',
  description: 'Result of `verifyEmail`.',
  types: () => [VerifyEmailSuccessType, TokenUnknownType, TokenUsedType, TokenExpiredType] as const,
  resolveType: resultType('VerifyEmailSuccess'),
});

export const RequestEmailVerificationResult = createUnionType({
  name: 'RequestEmailVerificationResult',
  description: 'Result of `requestEmailVerification`.',
  types: () =>
    [
      RequestEmailVerificationSuccessType,
      RateLimitedType,
      SignInRequiredType,
      EmailAlreadyVerifiedType,
    ] as const,
  resolveType: resultType('RequestEmailVerificationSuccess'),
});
