import { Client } from 'pg';
import { z } from 'zod';

const outboxRow = z.object({
  id: z.string(),
  type: z.string(),
  topic: z.string(),
  aggregateId: z.string(),
  sequence: z.number(),
});

/** An event in the outbox or in Kafka. */
export type RecordedEvent = z.infer<typeof outboxRow>;

/** Every committed event of these orders and payments, in sequence per aggregate. */
export async function readOutbox(
  databaseUrl: string,
  aggregateIds: readonly string[],
): Promise<RecordedEvent[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT id, type, topic, aggregate_id AS "aggregateId", sequence
       FROM outbox_event WHERE aggregate_id = ANY($1::text[]) ORDER BY aggregate_id, sequence`,
      [aggregateIds],
    );
    return z.array(outboxRow).parse(rows);
  } finally {
    await client.end();
  }
}
