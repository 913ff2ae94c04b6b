import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';

import type { Cause } from '../../../core/shared/cause.js';
import { connectionTypes } from '../shared/page-types.js';

const actorDescriptions = {
  GUEST: 'A buyer without an account.',
  SHOPPER: 'A buyer with an account.',
  SELLER: 'A member of the seller.',
  OPERATOR: 'Our operations.',
  SERVICE: 'Another team’s service.',
  WORKER: 'Our own program, at work that was owed.',
  PSP: 'The payment service provider.',
  SWEEPER: 'Our own clock.',
} as const satisfies Record<Uppercase<Cause['actor']>, string>;

export const HistoryActor = Object.fromEntries(Object.keys(actorDescriptions).map((actor) => [actor, actor]));
registerEnumType(HistoryActor, {
  name: 'HistoryActor',
  description: 'Who made a change.',
  valuesConfig: Object.fromEntries(
    Object.entries(actorDescriptions).map(([actor, description]) => [actor, { description }]),
  ),
});

@ObjectType('OrderHistoryEntry', {
  description: 'One move of one part of an order; it is never changed. Its details are for operations only.',
})
export class OrderHistoryEntryType {
  @Field(() => ID, { description: 'Names the entry within all histories.' })
  id!: string;

  @Field(() => String, {
    description:
      'What moved: Order, OrderOwner, SellerOrder, Payment, PaymentOrder, and for operations PaymentIntent.',
  })
  machine!: string;

  @Field(() => ID, { description: 'Global id of what moved.' })
  subjectId!: string;

  @Field(() => String, { nullable: true, description: 'The state before; null at its beginning.' })
  from!: string | null;

  @Field(() => String, { description: 'The state since.' })
  to!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  occurredAt!: Date;

  @Field(() => HistoryActor, { description: 'Who, in general.' })
  actor!: string;

  @Field(() => ID, { nullable: true, description: 'The account or service key; for operations only.' })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The command, step or PSP event that caused it; for operations only.',
  })
  cause!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of the request or job, as in the logs; for operations only.',
  })
  correlationId!: string | null;
}

export const { Connection: OrderHistoryEntryConnectionType } = connectionTypes(
  'OrderHistoryEntry',
  OrderHistoryEntryType,
);
