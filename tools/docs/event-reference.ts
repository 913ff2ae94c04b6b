import { z } from 'zod';

import { toKafkaMessage } from '../../adapters/kafka/cloud-event.js';
import type { EventDefinition } from '../../core/shared/event-envelope.js';

/** An event with the doc comment of its definition. */
export type DescribedEvent = Readonly<{
  definition: EventDefinition<string, z.ZodType>;
  meaning: string;
}>;

/** One field of an event's data, from the JSON Schema of its definition. */
const property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  get anyOf() {
    return z.array(property).optional();
  },
  get items() {
    return property.optional();
  },
  get properties() {
    return z.record(z.string(), property).optional();
  },
});

type Property = z.output<typeof property>;

/** The doc comment of each exported definition in a source file, by event type. */
export function meaningsIn(source: string): ReadonlyMap<string, string> {
  const found = source.matchAll(
    /\/\*\* (?<meaning>[^*]+?) \*\/\nexport const \w+ = defineEvent\(\{[^}]*?type: '(?<type>\w+)'/g,
  );
  return new Map(Array.from(found, ({ groups }) => [groups?.['type'] ?? '', groups?.['meaning'] ?? '']));
}

/** The generated part of docs/events.md, from the definitions: topics, types, fields and examples. */
export function eventReference(events: readonly DescribedEvent[]): string {
  const topics = Map.groupBy(events, ({ definition }) => definition.topic);
  return [...topics].map(([topic, members]) => topicSection(topic, members)).join('\n');
}

function topicSection(topic: string, events: readonly DescribedEvent[]): string {
  const key = [...new Set(events.map(({ definition }) => definition.aggregateType))].join(', ');
  return [
    `## ${topic}`,
    `Key: the id of the ${key}.`,
    table(
      ['Type', 'Meaning'],
      events.map(({ definition: { type }, meaning }) => [`[${type}](#${type.toLowerCase()})`, meaning]),
    ),
    ...events.map(eventSection),
  ].join('\n\n');
}

function eventSection({ definition, meaning }: DescribedEvent): string {
  const fields = fieldsOf(property.parse(z.toJSONSchema(definition.schema)));
  return [
    `### ${definition.type}`,
    meaning,
    table(['Field', 'Type', 'Description'], fields),
    fenced('json', JSON.stringify(definition.example, undefined, 2)),
  ].join('\n\n');
}

/** A record as the relay writes it, with its actual headers. */
export function recordExample({ definition }: DescribedEvent, aggregateId: string): string {
  const message = toKafkaMessage(
    {
      position: 1n,
      id: 'evt_01k',
      topic: definition.topic,
      aggregateType: definition.aggregateType,
      aggregateId,
      sequence: 1,
      type: definition.type,
      data: definition.example,
      traceParent: null,
      occurredAt: new Date('2026-11-21T09:00:00.000Z'),
    },
    0,
  );
  const headers = Object.entries(message.headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return fenced('text', [`key: ${String(message.key)}`, ...headers, '', message.value.toString()].join('\n'));
}

function fieldsOf({ properties = {} }: Property, path = ''): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const inner = field.items ?? field;
    const here = `${path}${name}${field.items === undefined ? '' : '[]'}`;
    return [[`\`${path}${name}\``, typeOf(field), field.description ?? ''], ...fieldsOf(inner, `${here}.`)];
  });
}

function typeOf({ type, format, anyOf }: Property): string {
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  const named = Array.isArray(type) ? type.join(' or ') : type;
  return format === undefined ? (named ?? 'anything') : `${named ?? ''} (${format})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
