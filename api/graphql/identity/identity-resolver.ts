import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { Account } from '../../../core/identity/account.js';
import { changePasswordTries, registerTries, signInTries } from '../../../core/limits/counted-tries.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { cookieOf, handOver } from './hand-over.js';
import {
  ChangePasswordInput,
  ChangePasswordResult,
  RefreshSessionResult,
  RegisterInput,
  RegisterResult,
  SignInInput,
  SignInResult,
  type SignInSuccessType,
  SignOutEverywhereResult,
  SignOutResult,
  type SignOutSuccessType,
} from './session-results.js';
import { ViewerType } from './viewer-type.js';

type Answer<Success> = Promise<Success | UserError>;

@Resolver()
export class IdentityResolver {
  @Query(() => ViewerType, {
    nullable: true,
    description: 'The signed-in account. Null for guests and services.',
  })
  async viewer(@Ctx() { readers, actor }: GraphqlContext): Promise<Account | null> {
    return actor.kind === 'ACCOUNT' ? readers.accounts.find(actor.accountId) : null;
  }

  @Mutation(() => RegisterResult, { description: 'Creates an account and signs it in. HTTP only.' })
  async register(
    @Arg('input', () => RegisterInput, { description: 'The new account.' }) input: RegisterInput,
    @Ctx() context: GraphqlContext,
  ): Answer<SignInSuccessType> {
    const cookie = cookieOf(context);
    const command = { ...input, refreshToken: cookie.read() };
    const tries = registerTries(askerOf(context));
    return handOver(
      cookie,
      await withinRate(context, tries, () => context.useCases.identity.register(command)),
    );
  }

  @Mutation(() => SignInResult, { description: 'Signs in and starts a session on this device. HTTP only.' })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Email address and password.' }) input: SignInInput,
    @Ctx() context: GraphqlContext,
  ): Answer<SignInSuccessType> {
    const cookie = cookieOf(context);
    const command = { ...input, refreshToken: cookie.read() };
    const tries = signInTries(input.email, context.clientAddress);
    return handOver(
      cookie,
      await withinRate(context, tries, () => context.useCases.identity.signIn(command)),
    );
  }

  @Mutation(() => RefreshSessionResult, {
    description: 'Exchanges the refresh cookie for a new one and a new access token. HTTP only.',
  })
  async refreshSession(@Ctx() context: GraphqlContext): Answer<SignInSuccessType> {
    const cookie = cookieOf(context);
    return handOver(cookie, await context.useCases.identity.refreshSession({ refreshToken: cookie.read() }));
  }

  @Mutation(() => SignOutResult, { description: 'Ends the session on this device. HTTP only.' })
  async signOut(@Ctx() context: GraphqlContext): Promise<SignOutSuccessType> {
    const cookie = cookieOf(context);
    await context.useCases.identity.signOut({ actor: context.actor, refreshToken: cookie.read() });
    cookie.clear();
    return { signedOut: true };
  }

  @Mutation(() => SignOutEverywhereResult, {
    description: 'Ends every session of the account; their open sockets close within two seconds.',
  })
  async signOutEverywhere(@Ctx() { useCases, actor }: GraphqlContext): Answer<{ endedSessions: number }> {
    const ended = await useCases.identity.signOutEverywhere({ actor });
    return isDomainError(ended) ? userError(ended) : ended;
  }

  @Mutation(() => ChangePasswordResult, {
    description: 'Sets a new password and ends the sessions on all other devices.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The current password and the new one.' })
    input: ChangePasswordInput,
    @Ctx() context: GraphqlContext,
  ): Answer<{ viewer: Account; endedSessions: number }> {
    const { useCases, actor } = context;
    const tries = changePasswordTries(askerOf(context));
    const changed = await withinRate(context, tries, () =>
      useCases.identity.changePassword({ ...input, actor }),
    );
    if (isDomainError(changed)) return userError(changed);
    return { viewer: changed.account, endedSessions: changed.endedSessions };
  }
}
