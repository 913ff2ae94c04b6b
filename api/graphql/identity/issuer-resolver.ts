import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { IssuerEntrance } from '../../../core/identity/external-ports.js';
import { issuerSignInTries } from '../../../core/limits/counted-tries.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import type { UserError } from '../shared/user-errors.js';
import { cookieOf, handOver } from './hand-over.js';
import { IdentityProviderType, SignInWithProviderInput, SignInWithProviderResult } from './issuer-results.js';
import type { SignInSuccessType } from './session-results.js';

/** Signing in with the identity provider of the operator. */
@Resolver()
export class IssuerResolver {
  @Query(() => IdentityProviderType, {
    nullable: true,
    description: 'Where people may sign in besides here; null when there is nothing, or it is away.',
  })
  async identityProvider(@Ctx() { useCases }: GraphqlContext): Promise<IssuerEntrance | null> {
    return await useCases.identity.issuerEntrance();
  }

  @Mutation(() => SignInWithProviderResult, {
    description:
      'Opens a session of this device for who comes back from the identity provider. Over HTTP only.',
  })
  async signInWithProvider(
    @Arg('input', () => SignInWithProviderInput, { description: 'What the person brings back.' })
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
