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

@InputType('RegisterInput', { description: 'A new account.' })
export class RegisterInput {
  @Field(() => String, { description: 'Its address; upper and lower case are the same.' })
  email!: string;

  @Field(() => String, { description: '10 to 200 characters, any.' })
  password!: string;

  @Field(() => String, { description: 'How to call the person, 1 to 100 characters.' })
  displayName!: string;
}

@InputType('SignInInput', { description: 'An address and its password.' })
export class SignInInput {
  @Field(() => String, { description: 'The address of the account.' })
  email!: string;

  @Field(() => String, { description: 'Its password.' })
  password!: string;
}

@InputType('ChangePasswordInput', { description: 'The old password and the new one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is now.' })
  currentPassword!: string;

  @Field(() => String, { description: '10 to 200 characters, any.' })
  newPassword!: string;
}

@ObjectType('SignInSuccess', {
  description: 'A session of this device. The refresh token travels only in an httpOnly cookie.',
})
export class SignInSuccessType {
  @Field(() => ViewerType, { description: 'Who is signed in now.' })
  viewer!: ViewerType;

  @Field(() => String, {
    description: 'For `Authorization: Bearer …` and a socket’s connection_init; keep it in memory only.',
  })
  accessToken!: string;

  @Field(() => String, { description: 'When the access token ends, RFC 3339; refreshSession before that.' })
  accessTokenExpiresAt!: string;
}

@ObjectType('SignOutSuccess', { description: 'This device is signed out.' })
export class SignOutSuccessType {
  @Field(() => Boolean, { description: 'Always true: to be signed out already is as good.' })
  signedOut!: boolean;
}

@ObjectType('SignOutEverywhereSuccess', { description: 'No device is signed in any more.' })
export class SignOutEverywhereSuccessType {
  @Field(() => Int, { description: 'Sessions that were ended, this one included.' })
  endedSessions!: number;
}

@ObjectType('ChangePasswordSuccess', { description: 'The new password is good from now on.' })
export class ChangePasswordSuccessType {
  @Field(() => ViewerType, { description: 'Whose password it is.' })
  viewer!: ViewerType;

  @Field(() => Int, { description: 'Sessions on other devices that were ended.' })
  endedSessions!: number;
}

export const RegisterResult = createUnionType({
  name: 'RegisterResult',
  description: 'What register comes to.',
  types: () =>
    [SignInSuccessType, InvalidInputType, RateLimitedType, ServiceBusyType, EmailTakenType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'What signIn comes to.',
  types: () =>
    [SignInSuccessType, InvalidInputType, RateLimitedType, ServiceBusyType, WrongCredentialsType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const RefreshSessionResult = createUnionType({
  name: 'RefreshSessionResult',
  description: 'What refreshSession comes to.',
  types: () => [SignInSuccessType, SessionEndedType, SessionRefreshedElsewhereType] as const,
  resolveType: resultType('SignInSuccess'),
});

export const SignOutResult = createUnionType({
  name: 'SignOutResult',
  description: 'What signOut comes to; a union, so that an error can join it without breaking anyone.',
  types: () => [SignOutSuccessType] as const,
  resolveType: resultType('SignOutSuccess'),
});

export const SignOutEverywhereResult = createUnionType({
  name: 'SignOutEverywhereResult',
  description: 'What signOutEverywhere comes to.',
  types: () => [SignOutEverywhereSuccessType, SignInRequiredType] as const,
  resolveType: resultType('SignOutEverywhereSuccess'),
});

export const ChangePasswordResult = createUnionType({
  name: 'ChangePasswordResult',
  description: 'What changePassword comes to.',
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
