import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

import type { Cause } from '../../../core/shared/cause.js';
import { connectionTypes } from '../shared/page-types.js';

const actorDescriptions = {
  GUEST: 'Buyer without an account.',
  SHOPPER: 'Buyer with an account.',
  SELLER: 'Member of the seller.',
  OPERATOR: 'Operations of the marketplace.',
  SERVICE: 'Service with an API key or token.',
  WORKER: 'Background worker.',
  PSP: 'Payment service provider.',
  SWEEPER: 'Scheduled job, such as order expiry.',
} as const satisfies Record<Uppercase<Cause['actor']>, string>;

export const HistoryActor = Object.fromEntries(Object.keys(actorDescriptions).map((actor) => [actor, actor]));
registerEnumType(HistoryActor, {
  name: 'HistoryActor',
  description: 'Kind of actor that caused a transition.',
  valuesConfig: Object.fromEntries(
    Object.entries(actorDescriptions).map(([actor, description]) => [actor, { description }]),
  ),
});

@ObjectType('OrderHistoryEntry', {
  description:
    'One state transition of an order or a part of it. Entries are immutable; details are visible to operations only.',
})
export class OrderHistoryEntryType {
  @Field(() => ID, { description: 'ID of the entry, unique across all orders.' })
  id!: string;

  @Field(() => String, {
    description:
      'State machine: Order, OrderOwner, SellerOrder, Payment, PaymentOrder and, for operations, PaymentIntent.',
  })
  machine!: string;

  @Field(() => ID, { description: 'Global ID of the object that changed state.' })
  subjectId!: string;

  @Field(() => String, { nullable: true, description: 'Previous state. Null for the initial state.' })
  from!: string | null;

  @Field(() => String, { description: 'New state.' })
  to!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the transition happened.' })
  occurredAt!: Date;

  @Field(() => HistoryActor, { description: 'Kind of actor.' })
  actor!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of the account or API key. Visible to operations only; otherwise null.',
  })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Command, PSP step or PSP event that caused it. Visible to operations only; otherwise null.',
  })
  cause!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Correlation ID of the request or job, as in the logs. Visible to operations only; otherwise null.',
  })
  correlationId!: string | null;
}

export const { Connection: OrderHistoryEntryConnectionType } = connectionTypes(
  'OrderHistoryEntry',
  OrderHistoryEntryType,
);
