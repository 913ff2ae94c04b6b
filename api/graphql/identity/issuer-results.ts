import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';

import {
  InvalidInputType,
  plainUserError,
  RateLimitedType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';
import { SignInSuccessType } from './session-results.js';

@ObjectType('IdentityProvider', {
  description:
    'Where people may sign in besides here: authorization code with PKCE (S256), as a public client without a secret.',
})
export class IdentityProviderType {
  @Field(() => String, { description: 'What to call it on a button.' })
  name!: string;

  @Field(() => String, { description: 'Where the browser is sent to.' })
  authorizationEndpoint!: string;

  @Field(() => String, { description: 'The client id of the web app there.' })
  clientId!: string;

  @Field(() => String, { description: 'What to ask for.' })
  scope!: string;
}

@InputType('SignInWithProviderInput', {
  description: 'What a person brings back from the identity provider.',
})
export class SignInWithProviderInput {
  @Field(() => String, { description: 'The `code` of the address that the person came back to.' })
  code!: string;

  @Field(() => String, { description: 'The verifier whose challenge was sent along (RFC 7636).' })
  codeVerifier!: string;

  @Field(() => String, { description: 'The address that the person came back to, without its query.' })
  redirectUri!: string;
}

export const IssuerSignInFailedType = plainUserError(
  'IssuerSignInFailed',
  'Returned when the identity provider does not know the code or has ended the sign-in, or there is no identity provider.',
);

@ObjectType('IssuerUnavailable', {
  implements: UserErrorType,
  description: 'Returned when the identity provider does not answer.',
})
export class IssuerUnavailableType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds after which to begin again.' })
  retryAfterMs!: number;
}

export const SignInWithProviderResult = createUnionType({
  name: 'SignInWithProviderResult',
  description: 'What signInWithProvider comes to.',
  types: () =>
    [
      SignInSuccessType,
      InvalidInputType,
      RateLimitedType,
      IssuerUnavailableType,
      IssuerSignInFailedType,
    ] as const,
  resolveType: resultType('SignInSuccess'),
});
