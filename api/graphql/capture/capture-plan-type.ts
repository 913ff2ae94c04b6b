import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

const STRATEGIES = {
  MULTICAPTURE: 'One capture per payment order.',
  SINGLE_CAPTURE: 'A single capture for all payment orders that are due, because the PSP allows only one.',
  INTENT_PER_SELLER: 'Each seller’s amount is authorized and captured by its own intent.',
} as const;

const AUTHORIZATION_STATES = {
  OPEN: 'Can be captured.',
  CLOSING: 'A final capture or void is scheduled or in progress.',
  CLOSED: 'Nothing is authorized any more.',
} as const;

const CaptureStrategyType = valuesOf(STRATEGIES);
const AuthorizationStateType = valuesOf(AUTHORIZATION_STATES);
registerEnumType(CaptureStrategyType, {
  name: 'CaptureStrategy',
  description: 'How payment orders are captured at the PSP.',
  valuesConfig: describedBy(STRATEGIES),
});
registerEnumType(AuthorizationStateType, {
  name: 'AuthorizationState',
  description: 'State of a payment’s authorization at the PSP.',
  valuesConfig: describedBy(AUTHORIZATION_STATES),
});

function valuesOf(table: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(table).map((value) => [value, value]));
}

function describedBy(table: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(table).map(([value, description]) => [value, { description }]));
}

@ObjectType('CapturePlanReason', { description: 'A reason for the capture plan.' })
export class CapturePlanReasonType {
  @Field(() => String, { description: 'Stable code, such as LAST_PAYMENT_ORDER_WAITS.' })
  code!: string;

  @Field(() => String, { description: 'The reason in words.' })
  text!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Global ID of the payment order. Null when the reason applies to all of them.',
  })
  paymentOrderId!: string | null;
}

@ObjectType('CapturePlan', { description: 'The latest capture plan of a payment and its reasons.' })
export class CapturePlanType {
  @Field(() => ID, { description: 'Global ID of the payment.' })
  paymentId!: string;

  @Field(() => CaptureStrategyType, {
    nullable: true,
    description:
      'Capture strategy. Null until the payment is authorized, unless it was chosen when the order was placed.',
  })
  strategy!: string | null;

  @Field(() => AuthorizationStateType, {
    nullable: true,
    description: 'State of the authorization. Null until the payment is authorized.',
  })
  authorization!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the authorization expires at the PSP. Null until the payment is authorized.',
  })
  captureBefore!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'When due payment orders were captured and the rest voided because the authorization was about to expire. Null otherwise.',
  })
  expiryActedAt!: Date | null;

  @Field(() => [CapturePlanReasonType], {
    description: 'Reasons for the plan, at most two per payment order.',
  })
  reasons!: CapturePlanReasonType[];
}
