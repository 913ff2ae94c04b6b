import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

const STRATEGIES = {
  MULTICAPTURE: 'One capture for each seller.',
  SINGLE_CAPTURE: 'One capture for all that is decided; the PSP allows no more.',
  INTENT_PER_SELLER: 'Each seller’s share is held by itself.',
} as const;

const AUTHORIZATION_STATES = {
  OPEN: 'Can be captured from.',
  CLOSING: 'The PSP is being asked for what closes it.',
  CLOSED: 'Nothing is held any more.',
} as const;

const CaptureStrategyType = valuesOf(STRATEGIES);
const AuthorizationStateType = valuesOf(AUTHORIZATION_STATES);
registerEnumType(CaptureStrategyType, {
  name: 'CaptureStrategy',
  description: 'How shares become captures at the PSP.',
  valuesConfig: describedBy(STRATEGIES),
});
registerEnumType(AuthorizationStateType, {
  name: 'AuthorizationState',
  description: 'Whether the PSP still holds money of a payment.',
  valuesConfig: describedBy(AUTHORIZATION_STATES),
});

function valuesOf(table: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(table).map((value) => [value, value]));
}

function describedBy(table: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(table).map(([value, description]) => [value, { description }]));
}

@ObjectType('CapturePlanReason', { description: 'One sentence of the capture planner.' })
export class CapturePlanReasonType {
  @Field(() => String, { description: 'Stable name of the reason, as LAST_PAYMENT_ORDER_WAITS.' })
  code!: string;

  @Field(() => String, { description: 'The reason in words.' })
  text!: string;

  @Field(() => ID, { nullable: true, description: 'The payment order it is about; null: all of them.' })
  paymentOrderId!: string | null;
}

@ObjectType('CapturePlan', { description: 'What the capture planner did last about a payment, and why.' })
export class CapturePlanType {
  @Field(() => ID, { description: 'Global id of the payment.' })
  paymentId!: string;

  @Field(() => CaptureStrategyType, {
    nullable: true,
    description: 'Null until money is held, unless the order’s placement decided it.',
  })
  strategy!: string | null;

  @Field(() => AuthorizationStateType, { nullable: true, description: 'Null until money is held.' })
  authorization!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'The PSP’s deadline of the hold.' })
  captureBefore!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the near deadline made us capture what was decided and void the rest.',
  })
  expiryActedAt!: Date | null;

  @Field(() => [CapturePlanReasonType], { description: 'At most two for each share.' })
  reasons!: CapturePlanReasonType[];
}
