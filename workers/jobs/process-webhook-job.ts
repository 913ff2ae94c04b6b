import type { WebhookProcessor } from '../../core/psp/process-webhook.js';
import type { Logger } from '../../core/shared/logger.js';
import type { JobEnd } from '../../core/shared/job-end.js';

/** A queue job for one stored webhook event. A postponed event becomes due again through its row, not the queue. */
export async function processWebhookJob(
  dependencies: Readonly<{ webhooks: Pick<WebhookProcessor, 'process'>; logger: Logger }>,
  eventId: string,
): Promise<JobEnd> {
  const outcome = await dependencies.webhooks.process({ eventId });
  const fields = { event: 'webhook.processed', webhook: eventId, outcome };
  if (outcome === 'PARKED') dependencies.logger.error(fields);
  else dependencies.logger.info(fields);
  return { end: 'DONE', note: outcome };
}
