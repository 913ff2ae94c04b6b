import { raw, Router } from 'express';

import type { Application } from '../application.js';

/** Stripe's events are a few kilobytes, and its documented limit is far below this. */
const MAX_EVENT = '1mb';

/**
 * POST /webhooks/stripe. Verifies the signature over the raw bytes, stores the event, and only then answers 200, so that an
 * acknowledged event is never lost. A job processes it later.
 */
export function stripeWebhookRoute({ webhooks, logger }: Pick<Application, 'webhooks' | 'logger'>): Router {
  const router = Router();
  router.post('/webhooks/stripe', raw({ type: () => true, limit: MAX_EVENT }), async (request, response) => {
    const body: unknown = request.body;
    const event = Buffer.isBuffer(body) ? webhooks.verify(body, request.get('stripe-signature') ?? '') : null;
    if (event === null) {
      logger.warn({ event: 'webhook.rejected', reason: 'signature' });
      response.status(400).json({ error: 'Invalid signature.' });
      return;
    }
    const isNew = await webhooks.store(event);
    if (isNew) webhooks.announce();
    logger.info({ event: 'webhook.kept', webhook: event.id, type: event.type, isNew });
    response.json({ received: true });
  });
  return router;
}
