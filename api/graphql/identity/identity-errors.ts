import { Field, Int, ObjectType } from 'type-graphql';

import { plainUserError, UserErrorType } from '../shared/user-error-types.js';

export const EmailTakenType = plainUserError(
  'EmailTaken',
  'Returned when the email address already has an account.',
);

export const WrongCredentialsType = plainUserError(
  'WrongCredentials',
  'Returned for a wrong password or an unknown email address; the two are indistinguishable.',
);

export const SignInRequiredType = plainUserError(
  'SignInRequired',
  'Returned when the operation requires an account and the caller is not signed in.',
);

export const SessionEndedType = plainUserError(
  'SessionEnded',
  'Returned when there is no refresh cookie, or its session has ended, expired, or been revoked because a refresh token was reused.',
);

export const TokenUnknownType = plainUserError(
  'TokenUnknown',
  'Returned when the token is forged, mistyped or issued for another purpose.',
);

export const TokenUsedType = plainUserError(
  'TokenUsed',
  'Returned when the token, or a later one of the same kind, has been used.',
);

export const TokenExpiredType = plainUserError('TokenExpired', 'Returned when the token has expired.');

export const EmailAlreadyVerifiedType = plainUserError(
  'EmailAlreadyVerified',
  'Returned when the email address is already verified.',
);

@ObjectType('ServiceBusy', {
  implements: UserErrorType,
  description: 'Returned when too many passwords are being verified at the same time.',
})
export class ServiceBusyType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds to wait before the next attempt.' })
  retryAfterMs!: number;
}

@ObjectType('SessionRefreshedElsewhere', {
  implements: UserErrorType,
  description:
    'Returned when another tab refreshed this session a moment ago. Retry after `retryAfterMs`; the browser then has the new cookie.',
})
export class SessionRefreshedElsewhereType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds to wait before the next attempt.' })
  retryAfterMs!: number;
}
