import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import { refundMachine } from '../../../core/checkout/model/refund-states.js';
import type { RefundReason } from '../../../core/checkout/model/refund.js';
import { idempotencyKeyOptions, replayedOptions } from '../shared/idempotency-options.js';
import { describedEnum } from '../shared/described-enum.js';
import { MoneyType } from '../shared/money-type.js';
import {
  IdempotencyKeyInProgressType,
  IdempotencyKeyReusedType,
  InvalidInputType,
  plainUserError,
  UserErrorType,
} from '../shared/user-error-types.js';
import { resultType } from '../shared/user-errors.js';

export const RefundStatusType = describedEnum(refundMachine, {
  REQUESTED: 'Requested; the PSP has not confirmed it yet.',
  PENDING: 'Accepted by the PSP; the bank is still processing it.',
  SUCCEEDED: 'The money was returned to the shopper.',
  FAILED:
    'The PSP rejected the refund, or the bank reversed it, possibly weeks later; the seller keeps the money.',
});
registerEnumType(RefundStatusType.values, { name: 'RefundStatus', ...RefundStatusType.options });

const REASONS: Readonly<Record<RefundReason, string>> = {
  RETURNED: 'The shopper returned the goods.',
  DAMAGED: 'The goods arrived damaged or were wrong.',
  NOT_DELIVERED: 'The goods never arrived.',
  GOODWILL: 'A goodwill refund; nothing was wrong.',
  ORDER_CANCELED: 'The order was canceled. Set by `cancelOrder` only.',
};

export const RefundReasonType = Object.fromEntries(Object.keys(REASONS).map((reason) => [reason, reason]));
registerEnumType(RefundReasonType, {
  name: 'RefundReason',
  description: 'Reason for a refund.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([reason, description]) => [reason, { description }]),
  ),
});

@ObjectType('Refund', { description: 'A refund of a payment order to the shopper.' })
export class RefundType {
  @Field(() => ID, { description: 'Global ID of the refund.' })
  id!: string;

  @Field(() => RefundStatusType.values, { description: 'Status of the refund.' })
  status!: string;

  @Field(() => MoneyType, { description: 'Amount of the refund.' })
  amount!: MoneyType;

  @Field(() => RefundReasonType, { description: 'Reason for the refund.' })
  reason!: RefundReason;

  @Field(() => String, { nullable: true, description: 'Why the refund failed. Null unless it failed.' })
  failureMessage!: string | null;
}

@InputType('RefundLineInput', { description: 'Units of an order line to refund.' })
export class RefundLineInputType {
  @Field(() => ID, { description: 'Global ID of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units to refund, from 1 to the units ordered.' })
  quantity!: number;
}

@InputType('RefundPaymentOrderInput', {
  description:
    'Input of `refundPaymentOrder`. Set `amountMinor` or `lines`; with neither, everything refundable is refunded.',
})
export class RefundPaymentOrderInputType {
  @Field(() => ID, { description: 'Global ID of the payment order.' })
  paymentOrderId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Amount in minor units of the order’s currency, as a decimal string.',
  })
  amountMinor!: string | null;

  @Field(() => [RefundLineInputType], {
    nullable: true,
    description: 'Lines to refund at their price including tax. Mutually exclusive with `amountMinor`.',
  })
  lines!: RefundLineInputType[] | null;

  @Field(() => RefundReasonType, { description: 'Reason for the refund; any except ORDER_CANCELED.' })
  reason!: RefundReason;

  @Field(() => String, { defaultValue: '', description: 'Note for the audit log, at most 500 characters.' })
  note!: string;

  @Field(() => String, idempotencyKeyOptions)
  idempotencyKey!: string;
}

@ObjectType('RefundPaymentOrderSuccess', {
  description: 'The refund was requested; it is sent to the PSP asynchronously.',
})
export class RefundPaymentOrderSuccessType {
  @Field(() => ID, { description: 'Global ID of the order.' })
  orderId!: string;

  @Field(() => ID, { description: 'Global ID of the refund.' })
  refundId!: string;

  @Field(() => MoneyType, { description: 'Amount of the refund.' })
  amount!: MoneyType;

  @Field(() => Boolean, replayedOptions)
  replayed!: boolean;
}

export const PaymentOrderNotFoundType = plainUserError(
  'PaymentOrderNotFound',
  'Returned when the payment order does not exist or the caller cannot access it.',
);

@ObjectType('PaymentOrderNotRefundable', {
  implements: UserErrorType,
  description:
    'Returned when nothing is left to refund, or the payment order has reached the maximum of 50 refunds.',
})
export class PaymentOrderNotRefundableType extends UserErrorType {
  @Field(() => String, { description: 'Current status of the payment order.' })
  status!: string;
}

@ObjectType('RefundAboveCapture', {
  implements: UserErrorType,
  description: 'Returned when the refund exceeds the captured amount that is not refunded yet.',
})
export class RefundAboveCaptureType extends UserErrorType {
  @Field(() => MoneyType, { description: 'Maximum amount that can be refunded.' })
  refundable!: MoneyType;
}

export const RefundPaymentOrderResult = createUnionType({
  name: 'RefundPaymentOrderResult',
  description: 'Result of `refundPaymentOrder`.',
  types: () =>
    [
      RefundPaymentOrderSuccessType,
      InvalidInputType,
      PaymentOrderNotFoundType,
      IdempotencyKeyReusedType,
      IdempotencyKeyInProgressType,
      PaymentOrderNotRefundableType,
      RefundAboveCaptureType,
    ] as const,
  resolveType: resultType('RefundPaymentOrderSuccess'),
});
