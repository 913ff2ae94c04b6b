import { Field, Int, ObjectType } from 'type-graphql';

import { plainUserError, UserErrorType } from '../shared/user-error-types.js';

export const EmailTakenType = plainUserError(
  'EmailTaken',
  'Returned when the address has an account already.',
);

export const WrongCredentialsType = plainUserError(
  'WrongCredentials',
  'Returned for a wrong password and for an unknown address alike.',
);

export const SignInRequiredType = plainUserError(
  'SignInRequired',
  'Returned when only an account may do this and nobody is signed in.',
);

export const SessionEndedType = plainUserError(
  'SessionEnded',
  'Returned when there is no refresh cookie, or its session has ended, expired, or been revoked because a token was used twice.',
);

export const TokenUnknownType = plainUserError(
  'TokenUnknown',
  'Returned when the token of a mail is forged, mistyped, or meant for something else.',
);

export const TokenUsedType = plainUserError(
  'TokenUsed',
  'Returned when the token of a mail, or a later one of the same kind, has been used.',
);

export const TokenExpiredType = plainUserError(
  'TokenExpired',
  'Returned when the token of a mail is too old.',
);

export const EmailAlreadyVerifiedType = plainUserError(
  'EmailAlreadyVerified',
  'Returned when there is nothing left to verify.',
);

@ObjectType('ServiceBusy', {
  implements: UserErrorType,
  description: 'Returned when too many passwords are being checked at once.',
})
export class ServiceBusyType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds after which to try again.' })
  retryAfterMs!: number;
}

@ObjectType('SessionRefreshedElsewhere', {
  implements: UserErrorType,
  description:
    'Returned when another tab refreshed this session a moment ago: ask again, the cookie is new by then.',
})
export class SessionRefreshedElsewhereType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds after which to ask again.' })
  retryAfterMs!: number;
}
