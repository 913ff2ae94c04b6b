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

@InputType('VerifyEmailInput', { description: 'What stands in the link of a verification mail.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'Behind `#token=`.' })
  token!: string;
}

@ObjectType('VerifyEmailSuccess', { description: 'The address belongs to whoever opened the account.' })
export class VerifyEmailSuccessType {
  @Field(() => String, { description: 'The address that is verified now.' })
  email!: string;
}

@ObjectType('RequestEmailVerificationSuccess', { description: 'The mail is on its way.' })
export class RequestEmailVerificationSuccessType {
  @Field(() => String, { description: 'Where it goes. At most one mail a minute is sent there.' })
  email!: string;
}

export const VerifyEmailResult = createUnionType({
  name: 'VerifyEmailResult',
  description: 'What verifyEmail comes to.',
  types: () => [VerifyEmailSuccessType, TokenUnknownType, TokenUsedType, TokenExpiredType] as const,
  resolveType: resultType('VerifyEmailSuccess'),
});

export const RequestEmailVerificationResult = createUnionType({
  name: 'RequestEmailVerificationResult',
  description: 'What requestEmailVerification comes to.',
  types: () =>
    [
      RequestEmailVerificationSuccessType,
      RateLimitedType,
      SignInRequiredType,
      EmailAlreadyVerifiedType,
    ] as const,
  resolveType: resultType('RequestEmailVerificationSuccess'),
});
