import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { OperatorActionKind } from '../../../core/operations/operator-action.js';
import type { StepView, WebhookState } from '../../../core/operations/ports.js';
import { connectionTypes } from '../shared/page-types.js';

/** An enum of ours as GraphQL shows it; a value without a description does not compile. */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  descriptions: Readonly<Record<Value, string>>,
): Record<string, string> {
  const entries = Object.entries<string>(descriptions);
  const values = Object.fromEntries(entries.map(([value]) => [value, value]));
  const valuesConfig = Object.fromEntries(entries.map(([value, text]) => [value, { description: text }]));
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}

export const StepStateType = enumOf<StepView['state']>('PspStepState', 'How far a step is.', {
  DUE: 'Waits for its time or for a worker.',
  LEASED: 'Someone is calling the PSP for it.',
  SUCCEEDED: 'The PSP’s answer is recorded.',
  FAILED: 'Ended without effect.',
  NEEDS_ATTENTION: 'Gave up; a person has to look.',
});

export const WebhookStateType = enumOf<WebhookState>('WebhookEventState', 'How far a kept event is.', {
  WAITING: 'Will be processed.',
  PROCESSED: 'What it was about is recorded.',
  PARKED: 'Given up, with a reason; a person has to look.',
});

export const OperatorActionKindType = enumOf<OperatorActionKind>(
  'OperatorActionKind',
  'What a person of operations did.',
  {
    RETRY_STEP: 'Ran a step again.',
    REPLAY_WEBHOOK: 'Had a webhook event processed again.',
    RECHECK_PAYMENT: 'Had a payment looked at.',
  },
);

@ObjectType('PspStep', { description: 'One unit of work at the PSP.' })
export class PspStepType {
  @Field(() => ID, { description: 'Global id of the step.' })
  id!: string;

  @Field(() => String, {
    description: 'What it asks the PSP for, as CAPTURE or REFUND; grows with what we can do.',
  })
  kind!: string;

  @Field(() => String, { description: 'Kind of the object whose step it is, as order.' })
  subjectType!: string;

  @Field(() => String, { description: 'Id of that object, as our logs and events have it.' })
  subjectId!: string;

  @Field(() => StepStateType, { description: 'How far it is.' })
  state!: StepView['state'];

  @Field(() => ID, { nullable: true, description: 'Global id of its order; null where it is about none.' })
  orderId!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of its order; null where it is about none.' })
  orderNumber!: string | null;

  @Field(() => Int, { description: 'How often the PSP was called for it.' })
  attempt!: number;

  @Field(() => String, { nullable: true, description: 'How the last try ended; null when it was answered.' })
  error!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'First call to the PSP; null: none yet.' })
  firstCalledAt!: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'Last change.' })
  updatedAt!: Date;
}

@ObjectType('WebhookEvent', { description: 'A signal of the PSP in the inbox.' })
export class WebhookEventType {
  @Field(() => ID, { description: 'The PSP’s id of the event.' })
  id!: string;

  @Field(() => String, { description: 'The PSP’s type, as payment_intent.succeeded.' })
  type!: string;

  @Field(() => String, { nullable: true, description: 'The PSP’s object that it is about.' })
  pspObjectId!: string | null;

  @Field(() => WebhookStateType, { description: 'How far it is.' })
  state!: WebhookState;

  @Field(() => Int, { description: 'How often it was tried in vain.' })
  attempt!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was kept.' })
  receivedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Why it was given up; null unless it is parked.' })
  parkedReason!: string | null;
}

@ObjectType('OperatorAction', { description: 'A repair by hand. Never changed or deleted.' })
export class OperatorActionType {
  @Field(() => ID, { description: 'Global id of the action.' })
  id!: string;

  @Field(() => ID, { description: 'Who: global id of the account.' })
  accountId!: string;

  @Field(() => OperatorActionKindType, { description: 'What.' })
  kind!: OperatorActionKind;

  @Field(() => String, { description: 'Id of the step, webhook event or payment.' })
  target!: string;

  @Field(() => String, { description: 'Why, in the person’s words.' })
  reason!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  madeAt!: Date;
}

export const { Connection: PspStepConnection } = connectionTypes('PspStep', PspStepType);
export const { Connection: WebhookEventConnection } = connectionTypes('WebhookEvent', WebhookEventType);
export const { Connection: OperatorActionConnection } = connectionTypes('OperatorAction', OperatorActionType);
