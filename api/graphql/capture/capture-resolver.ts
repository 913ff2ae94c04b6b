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
      'Returns the latest capture plan of a payment, or null if the payment does not exist. Requires the OPS or FINANCE role or the scope `payments:read`.',
  })
  async capturePlan(
    @Arg('paymentId', () => ID, { description: 'Global ID of the payment.' }) paymentId: string,
    @Ctx() { readers, actor }: GraphqlContext,
  ): Promise<CapturePlanView | null> {
    requirePermission(actor, 'payments.read');
    const id = parseId('pay', paymentId);
    return id === null ? null : readers.capturePlans.find(id);
  }

  @Mutation(() => VoidPaymentOrderResult, {
    description:
      'Voids a payment order: it will not be captured, and its unshipped goods are canceled. Requires membership of the seller or the OPS role.',
  })
  async voidPaymentOrder(
    @Arg('input', () => VoidPaymentOrderInputType, { description: 'The payment order and the reason.' })
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
      'Requests the capture of a payment order that waits for shipment or whose capture failed. Requires membership of the seller or the OPS role.',
  })
  async capturePaymentOrder(
    @Arg('input', () => CapturePaymentOrderInputType, { description: 'The payment order and the reason.' })
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
