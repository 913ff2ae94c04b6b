import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { IssuerEntrance } from '../../../core/identity/external-ports.js';
import { issuerSignInTries } from '../../../core/limits/counted-tries.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import type { UserError } from '../shared/user-errors.js';
import { cookieOf, handOver } from './hand-over.js';
import { IdentityProviderType, SignInWithProviderInput, SignInWithProviderResult } from './issuer-results.js';
import type { SignInSuccessType } from './session-results.js';

/** Sign-in with the operator's identity provider. */
@Resolver()
export class IssuerResolver {
  @Query(() => IdentityProviderType, {
    nullable: true,
    description:
      'The external identity provider for sign-in. Null when none is configured or it is unavailable.',
  })
  async identityProvider(@Ctx() { useCases }: GraphqlContext): Promise<IssuerEntrance | null> {
    return await useCases.identity.issuerEntrance();
  }

  @Mutation(() => SignInWithProviderResult, {
    description:
      'Starts a session on this device with the authorization code from the identity provider. HTTP only.',
  })
  async signInWithProvider(
    @Arg('input', () => SignInWithProviderInput, {
      description: 'Parameters from the identity provider’s redirect.',
    })
    input: SignInWithProviderInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SignInSuccessType | UserError> {
    const cookie = cookieOf(context);
    const command = { ...input, refreshToken: cookie.read() };
    const tries = issuerSignInTries(askerOf(context));
    return handOver(
      cookie,
      await withinRate(context, tries, () => context.useCases.identity.signInWithIssuer(command)),
    );
  }
}
