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
    'An external identity provider. Sign in by authorization code with PKCE (S256), as a public client without a secret.',
})
export class IdentityProviderType {
  @Field(() => String, { description: 'Display name, for a button label.' })
  name!: string;

  @Field(() => String, { description: 'URL to send the browser to.' })
  authorizationEndpoint!: string;

  @Field(() => String, { description: 'Client ID of the web app at the identity provider.' })
  clientId!: string;

  @Field(() => String, { description: 'Scopes to request, separated by spaces.' })
  scope!: string;
}

@InputType('SignInWithProviderInput', {
  description: 'Input of `signInWithProvider`.',
})
export class SignInWithProviderInput {
  @Field(() => String, { description: 'The `code` parameter of the redirect.' })
  code!: string;

  @Field(() => String, { description: 'The PKCE code verifier (RFC 7636) whose challenge was sent.' })
  codeVerifier!: string;

  @Field(() => String, { description: 'The redirect URI, without its query.' })
  redirectUri!: string;
}

export const IssuerSignInFailedType = plainUserError(
  'IssuerSignInFailed',
  'Returned when the identity provider rejects the code or has ended the sign-in, or when no identity provider is configured.',
);

@ObjectType('IssuerUnavailable', {
  implements: UserErrorType,
  description: 'Returned when the identity provider is not responding.',
})
export class IssuerUnavailableType extends UserErrorType {
  @Field(() => Int, { description: 'Milliseconds to wait before starting again.' })
  retryAfterMs!: number;
}

export const SignInWithProviderResult = createUnionType({
  name: 'SignInWithProviderResult',
  description: 'Result of `signInWithProvider`.',
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
