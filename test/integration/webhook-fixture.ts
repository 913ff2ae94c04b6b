import Stripe from 'stripe';

import type { TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

/** The current time in seconds, as in Stripe's signatures. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** A Stripe-shaped event about an object. */
export function eventAbout(
  object: Record<string, unknown>,
  { id, ...rest }: { id: string; type?: string; livemode?: boolean; account?: string },
): string {
  return JSON.stringify({
    ...{ id, object: 'event', type: 'payment_intent.succeeded', livemode: false, data: { object } },
    ...rest,
  });
}

/** Stripe's signature of a body. */
export function sign(payload: string, { secret, timestamp }: { secret: string; timestamp?: number }): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: timestamp ?? nowSeconds() });
}

/** Posts a body to an api's webhook endpoint; returns the status. */
export async function deliver(apiUrl: string, payload: string, signature: string): Promise<number> {
  const response = await fetch(`${apiUrl}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: payload,
  });
  return response.status;
}

export type KeptEvent = { id: string; state: string; attempt: number; reason: string | null };

export async function keptEvent({ database }: TestSystem, id: string): Promise<KeptEvent | undefined> {
  const [row] = await database.sql<KeptEvent>(
    `SELECT id, attempt, parked_reason AS reason,
       CASE WHEN processed_at IS NOT NULL THEN 'PROCESSED' WHEN parked_at IS NOT NULL THEN 'PARKED' ELSE 'WAITING' END AS state
     FROM webhook_event WHERE id = $1`,
    [id],
  );
  return row;
}

/** Waits until the webhooks of an authorization have also been processed. */
export async function untilAuthorizationIsRecorded(
  { database }: TestSystem,
  pspIntentId: string,
): Promise<void> {
  await waitFor(
    async () => {
      const events = await database.sql<{ type: string; done: boolean }>(
        'SELECT type, processed_at IS NOT NULL AS done FROM webhook_event WHERE psp_object_id = $1',
        [pspIntentId],
      );
      const types = events.map(({ type }) => type);
      const reported =
        types.includes('payment_intent.created') &&
        types.includes('payment_intent.amount_capturable_updated');
      return reported && events.every(({ done }) => done);
    },
    { what: `the webhooks of ${pspIntentId}`, timeoutMs: 60_000 },
  );
}

/** Waits until the event satisfies the predicate. */
export function eventWhen(
  system: TestSystem,
  id: string,
  is: (event: KeptEvent) => boolean,
): Promise<KeptEvent> {
  return waitFor(
    async () => {
      const event = await keptEvent(system, id);
      return event !== undefined && is(event) ? event : null;
    },
    { what: `${id} to be handled`, timeoutMs: 60_000 },
  );
}
