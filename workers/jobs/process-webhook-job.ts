import type { ProcessWebhookDependencies } from '../../core/checkout/process-webhook.js';
import { processWebhook } from '../../core/checkout/process-webhook.js';
import type { Logger } from '../../core/shared/logger.js';
import type { JobEnd } from '../../core/shared/job-end.js';

/** A queue job for one kept webhook event. A postponed one is made due again by its row, not by the queue. */
export async function processWebhookJob(
  dependencies: ProcessWebhookDependencies & Readonly<{ logger: Logger }>,
  eventId: string,
): Promise<JobEnd> {
  const outcome = await processWebhook(dependencies, { eventId });
  const fields = { event: 'webhook.processed', webhook: eventId, outcome };
  if (outcome === 'PARKED') dependencies.logger.error(fields);
  else dependencies.logger.info(fields);
  return { end: 'DONE', note: outcome };
}
