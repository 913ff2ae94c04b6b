import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { OperatorActionKind } from '../../../core/operations/operator-action.js';
import type { StepView, WebhookState } from '../../../core/operations/ports.js';
import { connectionTypes } from '../shared/page-types.js';

/** Registers a GraphQL enum; a value without a description does not compile. */
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

export const StepStateType = enumOf<StepView['state']>('PspStepState', 'State of a PSP step.', {
  DUE: 'Scheduled; waiting for its time or for a worker.',
  LEASED: 'A process holds the lease and is calling the PSP.',
  SUCCEEDED: 'The PSP’s result is recorded.',
  FAILED: 'Ended without effect.',
  NEEDS_ATTENTION: 'Retries are exhausted or impossible; an operator must decide.',
});

export const WebhookStateType = enumOf<WebhookState>(
  'WebhookEventState',
  'State of a stored webhook event.',
  {
    WAITING: 'Waiting to be processed.',
    PROCESSED: 'Processed.',
    PARKED: 'Parked with a reason; an operator must decide.',
  },
);

export const OperatorActionKindType = enumOf<OperatorActionKind>(
  'OperatorActionKind',
  'Kind of a manual action.',
  {
    RETRY_STEP: 'Retried a PSP step.',
    REPLAY_WEBHOOK: 'Replayed a webhook event.',
    RECHECK_PAYMENT: 'Rechecked a payment at the PSP.',
  },
);

@ObjectType('PspStep', { description: 'One unit of work at the PSP, such as a capture.' })
export class PspStepType {
  @Field(() => ID, { description: 'Global ID of the step.' })
  id!: string;

  @Field(() => String, {
    description: 'Operation at the PSP, such as CAPTURE or REFUND. New kinds may be added.',
  })
  kind!: string;

  @Field(() => String, { description: 'Kind of the subject, such as order.' })
  subjectType!: string;

  @Field(() => String, { description: 'ID of the subject, as in logs and events.' })
  subjectId!: string;

  @Field(() => StepStateType, { description: 'State of the step.' })
  state!: StepView['state'];

  @Field(() => ID, {
    nullable: true,
    description: 'Global ID of the order. Null if the step concerns no order.',
  })
  orderId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the order. Null if the step concerns no order.',
  })
  orderNumber!: string | null;

  @Field(() => Int, { description: 'Number of calls to the PSP so far.' })
  attempt!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Error of the last attempt. Null if the PSP answered it.',
  })
  error!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the PSP was first called. Null before.',
  })
  firstCalledAt!: Date | null;

  @Field(() => GraphQLISODateTime, { description: 'When the step last changed.' })
  updatedAt!: Date;
}

@ObjectType('WebhookEvent', { description: 'A webhook event of the PSP in the inbox.' })
export class WebhookEventType {
  @Field(() => ID, { description: 'The PSP’s event ID.' })
  id!: string;

  @Field(() => String, { description: 'The PSP’s event type, such as payment_intent.succeeded.' })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The PSP’s ID of the object that the event concerns. Null if none.',
  })
  pspObjectId!: string | null;

  @Field(() => WebhookStateType, { description: 'State of the event.' })
  state!: WebhookState;

  @Field(() => Int, { description: 'Number of failed processing attempts.' })
  attempt!: number;

  @Field(() => GraphQLISODateTime, { description: 'When the event was received.' })
  receivedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Why the event was parked. Null unless it is parked.' })
  parkedReason!: string | null;
}

@ObjectType('OperatorAction', { description: 'A manual action of an operator. Never changed or deleted.' })
export class OperatorActionType {
  @Field(() => ID, { description: 'Global ID of the action.' })
  id!: string;

  @Field(() => ID, { description: 'Global ID of the operator’s account.' })
  accountId!: string;

  @Field(() => OperatorActionKindType, { description: 'Kind of the action.' })
  kind!: OperatorActionKind;

  @Field(() => String, { description: 'ID of the step, webhook event or payment.' })
  target!: string;

  @Field(() => String, { description: 'The operator’s reason.' })
  reason!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the action was taken.' })
  madeAt!: Date;
}

export const { Connection: PspStepConnection } = connectionTypes('PspStep', PspStepType);
export const { Connection: WebhookEventConnection } = connectionTypes('WebhookEvent', WebhookEventType);
export const { Connection: OperatorActionConnection } = connectionTypes('OperatorAction', OperatorActionType);
