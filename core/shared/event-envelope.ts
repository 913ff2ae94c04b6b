import type { z } from 'zod';

/** The Kafka topics; a topic's version rises only with an incompatible change. */
export type Topic = 'splitcart.orders.v1' | 'splitcart.payments.v1' | 'splitcart.sellers.v1';

export type AggregateType = 'order' | 'payment' | 'seller';

/** One kind of event: where it goes, what it carries, and an example that the schema accepts. */
export type EventDefinition<Type extends string, Schema extends z.ZodType> = Readonly<{
  type: Type;
  topic: Topic;
  aggregateType: AggregateType;
  schema: Schema;
  example: z.input<Schema>;
}>;

/** An event as the domain produces it; id, sequence and time are given when it is written to the outbox. */
export type DomainEvent = Readonly<{
  type: string;
  topic: Topic;
  aggregateType: AggregateType;
  aggregateId: string;
  data: unknown;
}>;

/** Declares an event; the type parameters are inferred. */
export function defineEvent<Type extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Type, Schema>,
): EventDefinition<Type, Schema> {
  return definition;
}

/** An event of this definition about one aggregate. Throws when the data breaks its own schema: that is a bug of ours. */
export function eventOf<Type extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Type, Schema>,
  aggregateId: string,
  data: z.input<Schema>,
): DomainEvent {
  return {
    type: definition.type,
    topic: definition.topic,
    aggregateType: definition.aggregateType,
    aggregateId,
    data: definition.schema.parse(data),
  };
}
