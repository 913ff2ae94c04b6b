import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';

import { paymentOrderMachine } from '../../../core/checkout/model/payment-order-states.js';
import { paymentIntentMachine } from '../../../core/checkout/model/payment-intent-states.js';
import { paymentMachine } from '../../../core/checkout/model/payment-states.js';
import { SellerType } from '../catalog/seller-type.js';
import { describedEnum } from '../shared/described-enum.js';
import { RefundType } from '../refunds/refund-types.js';
import { MoneyType } from '../shared/money-type.js';
import { NodeType } from '../shared/node-type.js';

export const PaymentIntentStatus = describedEnum(paymentIntentMachine, {
  CREATED_PENDING: 'The PSP has not confirmed the intent yet.',
  CREATED: 'Ready to be confirmed; `clientSecret` is set.',
  PENDING_AUTH: 'Confirmed; the outcome of the authorization is not known yet.',
  REQUIRES_ACTION: 'The shopper must act, such as 3-D Secure; see `nextAction`.',
  AUTHORIZED: 'The amount is authorized on the card.',
  DECLINED: 'The bank declined; nothing is authorized.',
  CANCELED: 'Canceled; nothing is authorized.',
});
registerEnumType(PaymentIntentStatus.values, { name: 'PaymentIntentStatus', ...PaymentIntentStatus.options });

const PaymentStatus = describedEnum(paymentMachine, {
  NOT_CAPTURED: 'Nothing is captured yet.',
  PARTIALLY_CAPTURED: 'Some payment orders are captured, others are undecided.',
  CAPTURED: 'Everything that will be captured is captured.',
  PARTIALLY_REFUNDED: 'Part of the captured amount is refunded.',
  REFUNDED: 'The whole captured amount is refunded.',
  VOIDED: 'The authorization was voided; nothing was captured.',
});
registerEnumType(PaymentStatus.values, { name: 'PaymentStatus', ...PaymentStatus.options });

export const PaymentOrderStatus = describedEnum(paymentOrderMachine, {
  INITIATED_PENDING: 'Authorized; the capture is not requested yet.',
  CAPTURE_REQUESTED: 'A capture is scheduled or in progress.',
  PENDING_CAPTURE: 'The outcome of the capture is unknown; it is retried at `nextAttemptAt`.',
  CAPTURED: 'Captured.',
  CAPTURE_FAILED: 'The capture definitively failed.',
  PARTIALLY_REFUNDED: 'Part of the captured amount is refunded.',
  REFUNDED: 'The whole captured amount is refunded.',
  VOIDED: 'Voided; nothing was captured.',
});
registerEnumType(PaymentOrderStatus.values, { name: 'PaymentOrderStatus', ...PaymentOrderStatus.options });

@ObjectType('NextAction', { description: 'What the shopper must do to complete the authorization.' })
export class NextActionType {
  @Field(() => String, { description: 'The PSP’s action type, such as redirect_to_url.' })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description: 'URL to redirect the browser to. Null when the PSP’s script handles the action.',
  })
  redirectUrl!: string | null;
}

@ObjectType('PaymentIntent', {
  implements: NodeType,
  description: 'One attempt to authorize an amount on the shopper’s card.',
})
export class PaymentIntentType extends NodeType {
  @Field(() => Int, { description: 'Number of the attempt on this order, starting at 1.' })
  attempt!: number;

  @Field(() => PaymentIntentStatus.values, { description: 'Status of the attempt.' })
  status!: string;

  @Field(() => MoneyType, { description: 'Amount to authorize.' })
  amount!: MoneyType;

  @Field(() => String, {
    nullable: true,
    description:
      'Client secret for the PSP’s element in the buyer’s browser. Null until the PSP has confirmed the intent.',
  })
  clientSecret!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The PSP’s ID of the intent. Null until the PSP has confirmed it.',
  })
  pspIntentId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The PSP’s decline code, such as insufficient_funds. Null unless declined.',
  })
  declineCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The PSP’s message for people about the decline. Null unless declined.',
  })
  declineMessage!: string | null;

  @Field(() => NextActionType, {
    nullable: true,
    description: 'What the shopper must do. Set only while REQUIRES_ACTION.',
  })
  nextAction!: NextActionType | null;

  @Field(() => GraphQLISODateTime, { description: 'When the attempt was created.' })
  createdAt!: Date;
}

@ObjectType('PaymentOrder', {
  implements: NodeType,
  description: 'One seller’s part of a payment, captured by itself.',
})
export class PaymentOrderType extends NodeType {
  @Field(() => PaymentOrderStatus.values, { description: 'Status of the payment order.' })
  status!: string;

  @Field(() => SellerType, { description: 'The seller.' })
  seller!: SellerType;

  @Field(() => MoneyType, { description: 'Amount authorized for the seller.' })
  amount!: MoneyType;

  @Field(() => MoneyType, { description: 'Amount captured.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'Amount refunded.' })
  refunded!: MoneyType;

  @Field(() => Int, { description: 'Number of capture attempts with an unknown outcome.' })
  attempts!: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the capture is retried. Set only while PENDING_CAPTURE.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the payment order was captured. Null before.',
  })
  capturedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the last capture failed, timed out or was voided. Null otherwise.',
  })
  failureMessage!: string | null;

  @Field(() => [RefundType], { description: 'Refunds of the payment order, oldest first; at most 50.' })
  refunds!: RefundType[];
}

@ObjectType('Payment', {
  implements: NodeType,
  description: 'The payment of one order. captured ≤ authorized ≤ amount, refunded ≤ captured.',
})
export class PaymentType extends NodeType {
  @Field(() => PaymentStatus.values, { description: 'Status of the payment as a whole.' })
  status!: string;

  @Field(() => Int, { description: 'Increases with every change. Ignore an update with a lower version.' })
  version!: number;

  @Field(() => MoneyType, { description: 'The order’s total.' })
  amount!: MoneyType;

  @Field(() => MoneyType, { description: 'Amount authorized.' })
  authorized!: MoneyType;

  @Field(() => MoneyType, { description: 'Amount captured, over all sellers.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'Amount refunded, over all sellers.' })
  refunded!: MoneyType;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the authorization expires at the PSP. Null until the payment is authorized.',
  })
  captureBefore!: Date | null;

  @Field(() => [PaymentIntentType], { description: 'Payment attempts, oldest first; at most one is live.' })
  intents!: PaymentIntentType[];

  @Field(() => [PaymentOrderType], {
    description: 'Payment orders of all sellers. Empty until the payment is authorized.',
  })
  paymentOrders!: PaymentOrderType[];
}
