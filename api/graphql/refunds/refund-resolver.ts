import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { isDomainError } from '../../../core/shared/domain-error.js';
import { money } from '../../../core/shared/money.js';
import type { GraphqlContext } from '../context.js';
import { userError, type UserError } from '../shared/user-errors.js';
import {
  RefundPaymentOrderInputType,
  RefundPaymentOrderResult,
  type RefundPaymentOrderSuccessType,
} from './refund-types.js';

@Resolver()
export class RefundResolver {
  @Mutation(() => RefundPaymentOrderResult, {
    description:
      'Refunds a payment order in full, by amount or by lines. Requires membership of the seller or the OPS or FINANCE role.',
  })
  async refundPaymentOrder(
    @Arg('input', () => RefundPaymentOrderInputType, {
      description: 'The payment order, the amount or lines, and the reason.',
    })
    { amountMinor, lines, ...input }: RefundPaymentOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<RefundPaymentOrderSuccessType | UserError> {
    const requested = await useCases.payments.refundPaymentOrder({
      ...input,
      amountMinor: amountMinor ?? null,
      lines: lines ?? null,
      requester: { actor, correlationId },
    });
    if (isDomainError(requested)) return userError(requested);
    const { amountMinor: minor, currency, ...rest } = requested;
    return { ...rest, amount: money(BigInt(minor), currency) };
  }
}
