import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { sweepDeliveries } from '../../workers/sweeper/delivery-sweeper.js';
import { sweepExpired } from '../../workers/sweeper/expiry-sweeper.js';
import { sweepExpiringAuthorizations } from '../../workers/sweeper/authorization-expiry-sweeper.js';
import type { StripeEvent } from '../../simulator/events/event.js';
import { survive } from './model-run.js';
import type { ModelWorld } from './model-world.js';

/** Shorter than in production, so that the jumps of a story reach it. */
const DELIVERED_AFTER_DAYS = 5;

type Amount = Readonly<{
  /** Upper limit; all due steps when omitted. */
  steps?: number;
  /** Runs every job twice, concurrently. */
  isDoubled?: boolean;
}>;

/** Runs each due step once, as dispatcher and workers would. Returns how many were due. */
export async function runDueSteps(
  { services }: ModelWorld,
  { steps = 200, isDoubled }: Amount = {},
): Promise<number> {
  const due = await services.steps.takeUndispatched(steps);
  for (const { id } of due) {
    const job = () => survive(runStepJob(services, id));
    await Promise.all(isDoubled === true ? [job(), job()] : [job()]);
  }
  return due.length;
}

/** Stores webhook deliveries from the PSP in the inbox. */
export async function keepWebhooks(
  { services, psp }: ModelWorld,
  events: readonly StripeEvent[],
): Promise<void> {
  for (const event of events) await services.inbox.keep(psp.delivered(event));
}

/** Each number picks one of all events so far, so an event may arrive early, late, twice or never. */
export function pickEvents({ psp }: ModelWorld, picks: readonly number[]): readonly StripeEvent[] {
  return picks.flatMap((pick) => psp.events[pick % Math.max(1, psp.events.length)] ?? []);
}

/** Processes the stored events that are due. Returns how many there were. */
export async function processWebhooks({ services }: ModelWorld, { isDoubled }: Amount = {}): Promise<number> {
  const due = await services.inbox.takeUndispatched(200);
  for (const { id: eventId } of due) {
    const job = () => survive(services.webhooks.process({ eventId }));
    await Promise.all(isDoubled === true ? [job(), job()] : [job()]);
  }
  return due.length;
}

/** Runs each sweeper once. */
export async function sweep({ services }: ModelWorld): Promise<void> {
  await sweepExpired(services);
  await sweepExpiringAuthorizations(services);
  await sweepDeliveries({ ...services, deliveredAfterDays: DELIVERED_AFTER_DAYS });
  await services.pendingFunds.mature(200);
}
