import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import type { ActivityEntry, ActivityKind } from '../../../core/operations/activity.js';
import { enumOf } from '../operations/operations-types.js';

const ActivityKindType = enumOf<ActivityKind>('OpsActivityKind', 'What happened.', {
  TRANSITION: 'A part of an order moved to another state.',
  STEP_NEEDS_ATTENTION: 'A step gave up and waits for a person.',
  WEBHOOK_PARKED: 'A webhook event was given up and waits for a person.',
  OPERATOR_ACTION: 'A person of operations repaired something by hand.',
});

@ObjectType('OpsActivityEntry', { description: 'One thing that happened; it is never changed.' })
export class ActivityEntryType {
  @Field(() => ActivityKindType, { description: 'What happened.' })
  kind!: ActivityKind;

  @Field(() => ID, {
    description: 'Id of what moved, of the step, of the webhook event, or of what was repaired.',
  })
  subjectId!: string;

  @Field(() => ID, { nullable: true, description: 'Global id of the order; null where none is known.' })
  orderId!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the order; null where none is known.' })
  orderNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a transition: what moved, as PaymentOrder.' })
  machine!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a transition: the state before; null at its beginning.',
  })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a transition: the state since.' })
  to!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the last try ended, why it was parked, or the operator’s words; null of a transition.',
  })
  reason!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The account or service key; null for guests and programs.',
  })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The command, step, PSP event or kind of action that caused it.',
  })
  cause!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the request or job, as in the logs.' })
  correlationId!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  occurredAt!: Date;
}

/** What the subscription sends. */
export type ActivityUpdate = Readonly<{
  isSnapshot: boolean;
  entries: readonly ActivityEntry[];
  cursor: string;
}>;

@ObjectType('OpsActivityUpdate', { description: 'What happened since the message before.' })
export class ActivityUpdateType {
  @Field(() => Boolean, {
    description:
      'True when these are just the latest entries and there are others before them; false when they follow the cursor.',
  })
  isSnapshot!: boolean;

  @Field(() => [ActivityEntryType], {
    description: 'In their order, none twice; none at all in a first message.',
  })
  entries!: readonly ActivityEntry[];

  @Field(() => String, { description: 'Give it as `after` to go on right behind this message.' })
  cursor!: string;
}
