import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';

import { InvalidInputType, RateLimitedType } from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import {
  EmailTakenType,
  ServiceBusyType,
  SessionEndedType,
  SessionRefreshedElsewhereType,
  SignInRequiredType,
  WrongCredentialsType,
} from './identity-errors.js';
import { ViewerType } from './viewer-type.js';

@InputType('RegisterInput', { description: 'Input of `register`.' })
export class RegisterInput {
  @Field(() => String, { description: 'Email address, case-insensitive.' })
  email!: string;

  @Field(() => String, { description: 'Password, 10 to 200 characters.' })
  password!: string;

  @Field(() => String, { description: 'Display name, 1 to 100 characters.' })
  displayName!: string;
}

@InputType('SignInInput', { description: 'Input of `signIn`.' })
export class SignInInput {
  @Field(() => String, { description: 'Email address of the account.' })
  email!: string;

  @Field(() => String, { description: 'Password of the account.' })
  password!: string;
}

@InputType('ChangePasswordInput', { description: 'Input of `changePassword`.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'Current password.' })
  currentPassword!: string;

  @Field(() => String, { description: 'New password, 10 to 200 characters.' })
  newPassword!: string;
}

@ObjectType('SignInSuccess', {
  description: 'A session on this device. The refresh token is sent only as an HttpOnly cookie.',
})
export class SignInSuccessType {
  @Field(() => ViewerType, { description: 'The signed-in account.' })
  viewer!: ViewerType;

  @Field(() => String, {
    description:
      'Access token for `Authorization: Bearer …` and the socket’s connection_init. Keep it in memory only.',
  })
  accessToken!: string;

  @Field(() => String, {
    description: 'When the access token expires, as an RFC 3339 timestamp. Call `refreshSession` before.',
  })
  accessTokenExpiresAt!: string;
}

@ObjectType('SignOutSuccess', { description: 'This device is signed out.' })
export class SignOutSuccessType {
  @Field(() => Boolean, { description: 'Always true, also when the device was not signed in.' })
  signedOut!: boolean;
}

@ObjectType('SignOutEverywhereSuccess', { description: 'Every device is signed out.' })
export class SignOutEverywhereSuccessType {
  @Field(() => Int, { description: 'Number of sessions that were ended, this one included.' })
  endedSessions!: number;
}

@ObjectType('ChangePasswordSuccess', { description: 'The password was changed.' })
export class ChangePasswordSuccessType {
  @Field(() => ViewerType, { description: 'The account whose password was changed.' })
  viewer!: ViewerType;

  @Field(() => Int, { description: 'Number of sessions on other devices that were ended.' })
  endedSessions!: number;
}

export const RegisterResult = createUnionType({
  name: 'RegisterResult',
  description: 'Result of `register`.',
  types: () =>
    [SignInSuccessType, InvalidInputType, RateLimitedType, ServiceBusyType, EmailTakenType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'Result of `signIn`.',
  types: () =>
    [SignInSuccessType, InvalidInputType, RateLimitedType, ServiceBusyType, WrongCredentialsType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const RefreshSessionResult = createUnionType({
  name: 'RefreshSessionResult',
  description: 'Result of `refreshSession`.',
  types: () => [SignInSuccessType, SessionEndedType, SessionRefreshedElsewhereType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const SignOutResult = createUnionType({
  name: 'SignOutResult',
  description: 'Result of `signOut`; a union, so that errors can be added without a breaking change.',
  types: () => [SignOutSuccessType] as const,
  resolveType: resultType('SignOutSuccess'),
});

export const SignOutEverywhereResult = createUnionType({
  name: 'SignOutEverywhereResult',
  description: 'Result of `signOutEverywhere`.',
  types: () => [SignOutEverywhereSuccessType, SignInRequiredType] as const,
  resolveType: resultType('SignOutEverywhereSuccess'),
});

export const ChangePasswordResult = createUnionType({
  name: 'ChangePasswordResult',
  description: 'Result of `changePassword`.',
  types: () =>
    [
      ChangePasswordSuccessType,
      SignInRequiredType,
      InvalidInputType,
      RateLimitedType,
      ServiceBusyType,
      WrongCredentialsType,
    ] as const,
  resolveType: resultType('ChangePasswordSuccess'),
});
