import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import {
  emailVerificationTries,
  passwordResetTries,
  resetPasswordTries,
} from '../../../core/limits/counted-tries.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import { askerOf, withinRate } from '../limits/within-rate.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  RequestPasswordResetInput,
  RequestPasswordResetResult,
  type RequestPasswordResetSuccessType,
  ResetPasswordInput,
  ResetPasswordResult,
  type ResetPasswordSuccessType,
} from './password-reset-results.js';
import {
  RequestEmailVerificationResult,
  type RequestEmailVerificationSuccessType,
  VerifyEmailInput,
  VerifyEmailResult,
  type VerifyEmailSuccessType,
} from './verification-results.js';

/** Mutations behind the links in account emails. */
@Resolver()
export class AccountMailResolver {
  @Mutation(() => VerifyEmailResult, {
    description:
      'Verifies the email address of an account by the token from a verification email. Requires no sign-in.',
  })
  async verifyEmail(
    @Arg('input', () => VerifyEmailInput, { description: 'The token from the email.' })
    input: VerifyEmailInput,
    @Ctx() { useCases }: GraphqlContext,
  ): Promise<VerifyEmailSuccessType | UserError> {
    const verified = await useCases.identity.verifyEmail(input);
    return isDomainError(verified) ? userError(verified) : verified;
  }

  @Mutation(() => RequestEmailVerificationResult, {
    description: 'Sends the verification email again. Requires sign-in.',
  })
  async requestEmailVerification(
    @Ctx() context: GraphqlContext,
  ): Promise<RequestEmailVerificationSuccessType | UserError> {
    const { useCases, actor } = context;
    const tries = emailVerificationTries(askerOf(context));
    const requested = await withinRate(context, tries, () =>
      useCases.identity.requestEmailVerification({ actor }),
    );
    return isDomainError(requested) ? userError(requested) : requested;
  }

  @Mutation(() => RequestPasswordResetResult, {
    description:
      'Emails a password reset link if the address has an account; the result does not reveal whether it has.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput, { description: 'The account’s email address.' })
    input: RequestPasswordResetInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RequestPasswordResetSuccessType | UserError> {
    const tries = passwordResetTries(input.email, askerOf(context));
    const requested = await withinRate(context, tries, () =>
      context.useCases.identity.requestPasswordReset(input),
    );
    return isDomainError(requested) ? userError(requested) : requested;
  }

  @Mutation(() => ResetPasswordResult, {
    description: 'Sets a new password by the token from a reset email and ends every session of the account.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'The token and the new password.' })
    input: ResetPasswordInput,
    @Ctx() context: GraphqlContext,
  ): Promise<ResetPasswordSuccessType | UserError> {
    const tries = resetPasswordTries(askerOf(context));
    const reset = await withinRate(context, tries, () => context.useCases.identity.resetPassword(input));
    return isDomainError(reset) ? userError(reset) : reset;
  }
}
