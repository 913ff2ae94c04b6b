import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import type { ActivityEntry, ActivityKind } from '../../../core/operations/activity.js';
import { enumOf } from '../operations/operations-types.js';

const ActivityKindType = enumOf<ActivityKind>('OpsActivityKind', 'Kind of an activity entry.', {
  TRANSITION: 'An order or a part of it changed state.',
  STEP_NEEDS_ATTENTION: 'A PSP step needs attention.',
  WEBHOOK_PARKED: 'A webhook event was parked.',
  OPERATOR_ACTION: 'An operator took a manual action.',
});

@ObjectType('OpsActivityEntry', { description: 'An activity log entry. Entries are immutable.' })
export class ActivityEntryType {
  @Field(() => ActivityKindType, { description: 'Kind of the entry.' })
  kind!: ActivityKind;

  @Field(() => ID, {
    description:
      'ID of the object that changed state, the step, the webhook event, or the target of the manual action.',
  })
  subjectId!: string;

  @Field(() => ID, { nullable: true, description: 'Global ID of the order. Null if none is known.' })
  orderId!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the order. Null if none is known.' })
  orderNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'State machine of a transition, such as PaymentOrder. Null otherwise.',
  })
  machine!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Previous state of a transition. Null for the initial state and for other kinds.',
  })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'New state of a transition. Null otherwise.' })
  to!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Error of the last attempt, reason for parking, or the operator’s reason. Null for a transition.',
  })
  reason!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of the account or API key. Null for guests and background processes.',
  })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Command, PSP step, PSP event or kind of manual action that caused the entry.',
  })
  cause!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Correlation ID of the request or job, as in the logs.',
  })
  correlationId!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it happened.' })
  occurredAt!: Date;
}

/** A message of the subscription. */
export type ActivityUpdate = Readonly<{
  isSnapshot: boolean;
  entries: readonly ActivityEntry[];
  cursor: string;
}>;

@ObjectType('OpsActivityUpdate', { description: 'Activity since the previous message.' })
export class ActivityUpdateType {
  @Field(() => Boolean, {
    description:
      'True when the message has only the latest entries and earlier ones exist; false when the entries follow the cursor.',
  })
  isSnapshot!: boolean;

  @Field(() => [ActivityEntryType], {
    description: 'Entries in order, each sent once. May be empty in the first message.',
  })
  entries!: readonly ActivityEntry[];

  @Field(() => String, { description: 'Position of this message; pass it as `after` to resume behind it.' })
  cursor!: string;
}
