import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';

import { InvalidInputType, RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { ServiceBusyType, TokenExpiredType, TokenUnknownType, TokenUsedType } from './identity-errors.js';

@InputType('RequestPasswordResetInput', { description: 'Whose password was forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The address of the account.' })
  email!: string;
}

@InputType('ResetPasswordInput', {
  description: 'What stands in the link of the mail, and the new password.',
})
export class ResetPasswordInput {
  @Field(() => String, { description: 'Behind `#token=`.' })
  token!: string;

  @Field(() => String, { description: '10 to 200 characters, any.' })
  newPassword!: string;
}

@ObjectType('RequestPasswordResetSuccess', {
  description: 'If the address has an account, the mail is on its way; the answer does not tell.',
})
export class RequestPasswordResetSuccessType {
  @Field(() => String, { description: 'Where it goes. At most one mail a minute is sent there.' })
  email!: string;
}

@ObjectType('ResetPasswordSuccess', { description: 'The new password is good; sign in with it.' })
export class ResetPasswordSuccessType {
  @Field(() => String, { description: 'The address to sign in with.' })
  email!: string;

  @Field(() => Int, { description: 'Sessions that were ended: all that there were.' })
  endedSessions!: number;
}

export const RequestPasswordResetResult = createUnionType({
  name: 'RequestPasswordResetResult',
  description: 'What requestPasswordReset comes to.',
  types: () => [RequestPasswordResetSuccessType, InvalidInputType, RateLimitedType] as const,
  resolveType: resultType('RequestPasswordResetSuccess'),
});

export const ResetPasswordResult = createUnionType({
  name: 'ResetPasswordResult',
  description: 'What resetPassword comes to.',
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
