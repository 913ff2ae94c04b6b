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
  CREATED_PENDING: 'The PSP is being asked for an intent.',
  CREATED: 'Ready to be paid; clientSecret is there.',
  PENDING_AUTH: 'The bank was asked and has not answered yet.',
  REQUIRES_ACTION: 'The shopper has to do something, as 3-D Secure; see nextAction.',
  AUTHORIZED: 'The money is held.',
  DECLINED: 'The bank said no; nothing is held.',
  CANCELED: 'Canceled; nothing is held.',
});
registerEnumType(PaymentIntentStatus.values, { name: 'PaymentIntentStatus', ...PaymentIntentStatus.options });

const PaymentStatus = describedEnum(paymentMachine, {
  NOT_CAPTURED: 'Nothing was taken yet.',
  PARTIALLY_CAPTURED: 'Some sellers’ shares were taken.',
  CAPTURED: 'Everything that will be taken was taken.',
  PARTIALLY_REFUNDED: 'Some of it was given back.',
  REFUNDED: 'All of it was given back.',
  VOIDED: 'The hold was released; nothing was taken.',
});
registerEnumType(PaymentStatus.values, { name: 'PaymentStatus', ...PaymentStatus.options });

export const PaymentOrderStatus = describedEnum(paymentOrderMachine, {
  INITIATED_PENDING: 'Held; the capture was not asked for yet.',
  CAPTURE_REQUESTED: 'The PSP is being asked to take it.',
  PENDING_CAPTURE: 'The PSP did not answer; it is asked again at nextAttemptAt.',
  CAPTURED: 'Taken.',
  CAPTURE_FAILED: 'The PSP refused for good.',
  PARTIALLY_REFUNDED: 'Some of it was given back.',
  REFUNDED: 'All of it was given back.',
  VOIDED: 'Released; nothing was taken.',
});
registerEnumType(PaymentOrderStatus.values, { name: 'PaymentOrderStatus', ...PaymentOrderStatus.options });

@ObjectType('NextAction', { description: 'What the shopper has to do before the bank decides.' })
export class NextActionType {
  @Field(() => String, { description: 'The PSP’s name for it, as redirect_to_url.' })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where to send the browser; null when the PSP’s own script handles it.',
  })
  redirectUrl!: string | null;
}

@ObjectType('PaymentIntent', {
  implements: NodeType,
  description: 'One attempt to hold the shopper’s money.',
})
export class PaymentIntentType extends NodeType {
  @Field(() => Int, { description: '1 for the first attempt on this order.' })
  attempt!: number;

  @Field(() => PaymentIntentStatus.values, { description: 'Where the attempt stands.' })
  status!: string;

  @Field(() => MoneyType, { description: 'How much is to be held.' })
  amount!: MoneyType;

  @Field(() => String, {
    nullable: true,
    description: 'For the PSP’s element in the buyer’s browser; null until the PSP answered.',
  })
  clientSecret!: string | null;

  @Field(() => String, { nullable: true, description: 'The PSP’s id of it, for looking it up there.' })
  pspIntentId!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the bank declined, as insufficient_funds.' })
  declineCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The PSP’s sentence for people about the decline.' })
  declineMessage!: string | null;

  @Field(() => NextActionType, { nullable: true, description: 'Set while REQUIRES_ACTION.' })
  nextAction!: NextActionType | null;

  @Field(() => GraphQLISODateTime, { description: 'When the attempt began.' })
  createdAt!: Date;
}

@ObjectType('PaymentOrder', { implements: NodeType, description: 'One seller’s share of a payment.' })
export class PaymentOrderType extends NodeType {
  @Field(() => PaymentOrderStatus.values, { description: 'Where the share stands.' })
  status!: string;

  @Field(() => SellerType, { description: 'Whose share it is.' })
  seller!: SellerType;

  @Field(() => MoneyType, { description: 'What is held for the seller.' })
  amount!: MoneyType;

  @Field(() => MoneyType, { description: 'What was taken.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'What was given back.' })
  refunded!: MoneyType;

  @Field(() => Int, { description: 'How often the PSP left a capture unanswered.' })
  attempts!: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it is tried again, while PENDING_CAPTURE.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was taken.' })
  capturedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What stood in the way last.' })
  failureMessage!: string | null;

  @Field(() => [RefundType], { description: 'What goes back of it, the oldest first; at most 50.' })
  refunds!: RefundType[];
}

@ObjectType('Payment', {
  implements: NodeType,
  description: 'The money of one order. captured ≤ authorized ≤ amount, refunded ≤ captured.',
})
export class PaymentType extends NodeType {
  @Field(() => PaymentStatus.values, { description: 'What became of the money as a whole.' })
  status!: string;

  @Field(() => Int, { description: 'Rises with every change; ignore an older one.' })
  version!: number;

  @Field(() => MoneyType, { description: 'The order’s total.' })
  amount!: MoneyType;

  @Field(() => MoneyType, { description: 'What was held.' })
  authorized!: MoneyType;

  @Field(() => MoneyType, { description: 'What was taken, all sellers together.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'What was given back, all sellers together.' })
  refunded!: MoneyType;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'The PSP’s deadline of the hold.' })
  captureBefore!: Date | null;

  @Field(() => [PaymentIntentType], { description: 'The attempts, oldest first; at most one is live.' })
  intents!: PaymentIntentType[];

  @Field(() => [PaymentOrderType], { description: 'One share per seller; empty until the money is held.' })
  paymentOrders!: PaymentOrderType[];
}
