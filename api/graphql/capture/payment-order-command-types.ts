import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { PaymentOrderStatus } from '../payments/payment-types.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { PaymentOrderNotFoundType } from '../refunds/refund-types.js';
import { resultType } from '../shared/user-errors.js';

@InputType('VoidPaymentOrderInput', { description: 'Input of `voidPaymentOrder`.' })
export class VoidPaymentOrderInputType {
  @Field(() => ID, { description: 'Global ID of the payment order.' })
  paymentOrderId!: string;

  @Field(() => String, { description: 'Reason for the audit log and the shopper, 1 to 200 characters.' })
  reason!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@InputType('CapturePaymentOrderInput', { description: 'Input of `capturePaymentOrder`.' })
export class CapturePaymentOrderInputType {
  @Field(() => ID, { description: 'Global ID of the payment order.' })
  paymentOrderId!: string;

  @Field(() => String, { description: 'Reason for the audit log, 1 to 200 characters.' })
  reason!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('PaymentOrderDecided', {
  description: 'The command was accepted. The void or capture at the PSP follows asynchronously.',
})
export class PaymentOrderDecidedType {
  @Field(() => ID, { description: 'Global ID of the payment order.' })
  paymentOrderId!: string;

  @Field(() => PaymentOrderStatus.values, { description: 'Status right after the command.' })
  status!: string;

  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

@ObjectType('PaymentOrderNotVoidable', {
  implements: UserErrorType,
  description:
    'Returned when the payment order is captured or voided, or the outcome of its capture is not known yet.',
})
class PaymentOrderNotVoidableType extends UserErrorType {
  @Field(() => PaymentOrderStatus.values, { description: 'Current status of the payment order.' })
  status!: string;
}

@ObjectType('PaymentOrderNotCapturable', {
  implements: UserErrorType,
  description: 'Returned when the payment order is captured or voided, or its capture is in progress.',
})
class PaymentOrderNotCapturableType extends UserErrorType {
  @Field(() => PaymentOrderStatus.values, { description: 'Current status of the payment order.' })
  status!: string;
}

export const VoidPaymentOrderResult = createUnionType({
  name: 'VoidPaymentOrderResult',
  description: 'Result of `voidPaymentOrder`.',
  types: () =>
    [
      PaymentOrderDecidedType,
      InvalidInputType,
      PaymentOrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      PaymentOrderNotVoidableType,
    ] as const,
  resolveType: resultType('PaymentOrderDecided'),
});

export const CapturePaymentOrderResult = createUnionType({
  name: 'CapturePaymentOrderResult',
  description: 'Result of `capturePaymentOrder`.',
  types: () =>
    [
      PaymentOrderDecidedType,
      InvalidInputType,
      PaymentOrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      PaymentOrderNotCapturableType,
    ] as const,
  resolveType: resultType('PaymentOrderDecided'),
});
