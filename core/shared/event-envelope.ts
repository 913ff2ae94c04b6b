import type { z } from 'zod';

/** Kafka topics; a topic's version is raised only by an incompatible change. */
export type Topic = 'splitcart.orders.v1' | 'splitcart.payments.v1' | 'splitcart.sellers.v1';

export type AggregateType = 'order' | 'payment' | 'seller';

/** An event type: its topic, its schema, and an example that the schema accepts. */
export type EventDefinition<Type extends string, Schema extends z.ZodType> = Readonly<{
  type: Type;
  topic: Topic;
  aggregateType: AggregateType;
  schema: Schema;
  example: z.input<Schema>;
}>;

/** An event produced by the domain; id, sequence and time are assigned by the outbox. */
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

/** Creates an event about one aggregate. Throws if the data does not match its schema, which is a bug. */
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
