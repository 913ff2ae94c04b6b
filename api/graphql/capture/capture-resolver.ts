import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { DecidedPaymentOrder } from '../../../core/payments/manual-command.js';
import type { CapturePlanView } from '../../../core/payments/ports.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import { parseId } from '../../../core/shared/ids.js';
import type { GraphqlContext } from '../context.js';
import { requirePermission } from '../require-permission.js';
import { userError, type UserError } from '../shared/user-errors.js';
import { CapturePlanType } from './capture-plan-type.js';
import {
  CapturePaymentOrderInputType,
  CapturePaymentOrderResult,
  VoidPaymentOrderInputType,
  VoidPaymentOrderResult,
} from './payment-order-command-types.js';

@Resolver()
export class CaptureResolver {
  @Query(() => CapturePlanType, {
    nullable: true,
    description:
      'What the capture planner did last about a payment, and why; null when there is no such payment.',
  })
  async capturePlan(
    @Arg('paymentId', () => ID, { description: 'Global id of the payment.' }) paymentId: string,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<CapturePlanView | null> {
    requirePermission(actor, 'payments.read');
    const id = parseId('pay', paymentId);
    return id === null ? null : readers.capturePlans.find(id);
  }

  @Mutation(() => VoidPaymentOrderResult, {
    description:
      'A member of the seller or operations gives a share up: it is not captured, and its hold is released.',
  })
  async voidPaymentOrder(
    @Arg('input', () => VoidPaymentOrderInputType, { description: 'Which share, and why.' })
    input: VoidPaymentOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<DecidedPaymentOrder | UserError> {
    const decided = await useCases.payments.voidPaymentOrder({
      ...input,
      requester: { actor, correlationId },
    });
    return isDomainError(decided) ? userError(decided) : decided;
  }

  @Mutation(() => CapturePaymentOrderResult, {
    description:
      'A member of the seller or operations asks for the capture of a share that waits or that the PSP refused.',
  })
  async capturePaymentOrder(
    @Arg('input', () => CapturePaymentOrderInputType, { description: 'Which share, and why.' })
    input: CapturePaymentOrderInputType,
    @Ctx() { useCases, actor, correlationId }: GraphqlContext,
  ): Promise<DecidedPaymentOrder | UserError> {
    const decided = await useCases.payments.capturePaymentOrder({
      ...input,
      requester: { actor, correlationId },
    });
    return isDomainError(decided) ? userError(decided) : decided;
  }
}
