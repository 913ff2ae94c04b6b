import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { PaymentOrderStatus } from '../payments/payment-types.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  UserErrorType,
} from '../shared/user-error-types.js';
import { PaymentOrderNotFoundType } from '../refunds/refund-types.js';
import { resultType } from '../shared/user-errors.js';

@InputType('VoidPaymentOrderInput', { description: 'A share that is given up.' })
export class VoidPaymentOrderInputType {
  @Field(() => ID, { description: 'Global id of the payment order.' })
  paymentOrderId!: string;

  @Field(() => String, { description: 'Why, for the audit and the shopper; at most 200 characters.' })
  reason!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@InputType('CapturePaymentOrderInput', { description: 'A share that is to be captured now.' })
export class CapturePaymentOrderInputType {
  @Field(() => ID, { description: 'Global id of the payment order.' })
  paymentOrderId!: string;

  @Field(() => String, { description: 'Why, for the audit; at most 200 characters.' })
  reason!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('PaymentOrderDecided', {
  description: 'The decision is kept; what it means at the PSP follows by itself.',
})
export class PaymentOrderDecidedType {
  @Field(() => ID, { description: 'Global id of the payment order.' })
  paymentOrderId!: string;

  @Field(() => PaymentOrderStatus.values, { description: 'Where the share stood right after the decision.' })
  status!: string;

  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

@ObjectType('PaymentOrderNotVoidable', {
  implements: UserErrorType,
  description: 'Returned when the share is captured, may just have been captured, or is given up already.',
})
class PaymentOrderNotVoidableType extends UserErrorType {
  @Field(() => PaymentOrderStatus.values, { description: 'Where the share stands.' })
  status!: string;
}

@ObjectType('PaymentOrderNotCapturable', {
  implements: UserErrorType,
  description: 'Returned when the share is captured, about to be, or given up.',
})
class PaymentOrderNotCapturableType extends UserErrorType {
  @Field(() => PaymentOrderStatus.values, { description: 'Where the share stands.' })
  status!: string;
}

export const VoidPaymentOrderResult = createUnionType({
  name: 'VoidPaymentOrderResult',
  description: 'What voidPaymentOrder comes to.',
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
  description: 'What capturePaymentOrder comes to.',
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
