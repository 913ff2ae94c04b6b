import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import { refundMachine } from '../../../core/checkout/model/refund-states.js';
import type { RefundReason } from '../../../core/checkout/model/refund.js';
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
  REQUESTED: 'Asked for; the PSP has not answered.',
  PENDING: 'On its way; the bank takes its time.',
  SUCCEEDED: 'Given back.',
  FAILED:
    'The PSP could not give it back, or the bank sent it back, maybe weeks later; the seller has the money.',
});
registerEnumType(RefundStatusType.values, { name: 'RefundStatus', ...RefundStatusType.options });

const REASONS: Readonly<Record<RefundReason, string>> = {
  RETURNED: 'The shopper sent it back.',
  DAMAGED: 'It arrived broken, or it was the wrong thing.',
  NOT_DELIVERED: 'It never arrived.',
  GOODWILL: 'Nothing was wrong; the seller is kind.',
  ORDER_CANCELED: 'The order was canceled. Given by canceling it only.',
};

export const RefundReasonType = Object.fromEntries(Object.keys(REASONS).map((reason) => [reason, reason]));
registerEnumType(RefundReasonType, {
  name: 'RefundReason',
  description: 'Why money goes back.',
  valuesConfig: Object.fromEntries(
    Object.entries(REASONS).map(([reason, description]) => [reason, { description }]),
  ),
});

@ObjectType('Refund', { description: 'Money of a seller’s share that goes back to the shopper.' })
export class RefundType {
  @Field(() => ID, { description: 'Global id of the refund.' })
  id!: string;

  @Field(() => RefundStatusType.values, { description: 'How far it is.' })
  status!: string;

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType;

  @Field(() => RefundReasonType, { description: 'Why.' })
  reason!: RefundReason;

  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  failureMessage!: string | null;
}

@InputType('RefundLineInput', { description: 'Units of a line whose price goes back.' })
export class RefundLineInputType {
  @Field(() => ID, { description: 'Global id of the order line.' })
  orderLineId!: string;

  @Field(() => Int, { description: 'Units, at least 1 and at most those ordered.' })
  quantity!: number;
}

@InputType('RefundPaymentOrderInput', {
  description: 'What goes back: an amount, lines, or, with neither, everything that is left of the share.',
})
export class RefundPaymentOrderInputType {
  @Field(() => ID, { description: 'Global id of the payment order, the seller’s share.' })
  paymentOrderId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Minor units as decimal text, in the order’s currency.',
  })
  amountMinor!: string | null;

  @Field(() => [RefundLineInputType], {
    nullable: true,
    description: 'Lines whose price, tax included, goes back; not together with an amount.',
  })
  lines!: RefundLineInputType[] | null;

  @Field(() => RefundReasonType, { description: 'Why; any but ORDER_CANCELED.' })
  reason!: RefundReason;

  @Field(() => String, { defaultValue: '', description: 'For the audit, at most 500 characters.' })
  note!: string;

  @Field(() => String, { description: 'One per intention of a person; send the same one again on a retry.' })
  idempotencyKey!: string;
}

@ObjectType('RefundPaymentOrderSuccess', { description: 'The refund is owed and on its way.' })
export class RefundPaymentOrderSuccessType {
  @Field(() => ID, { description: 'Global id of the order.' })
  orderId!: string;

  @Field(() => ID, { description: 'Global id of the refund.' })
  refundId!: string;

  @Field(() => MoneyType, { description: 'How much goes back.' })
  amount!: MoneyType;

  @Field(() => Boolean, { description: 'Whether this key had been used before.' })
  replayed!: boolean;
}

export const PaymentOrderNotFoundType = plainUserError(
  'PaymentOrderNotFound',
  'Returned when there is no such payment order, or it is not the caller’s.',
);

@ObjectType('PaymentOrderNotRefundable', {
  implements: UserErrorType,
  description:
    'Returned when nothing of the share is captured and not refunded, or it was refunded too often.',
})
export class PaymentOrderNotRefundableType extends UserErrorType {
  @Field(() => String, { description: 'State of the payment order.' })
  status!: string;
}

@ObjectType('RefundAboveCapture', {
  implements: UserErrorType,
  description: 'Returned when more would go back than was captured of the share and is left of it.',
})
export class RefundAboveCaptureType extends UserErrorType {
  @Field(() => MoneyType, { description: 'What can be refunded at most.' })
  refundable!: MoneyType;
}

export const RefundPaymentOrderResult = createUnionType({
  name: 'RefundPaymentOrderResult',
  description: 'What refundPaymentOrder comes to.',
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
