import type { CheckoutSteps, CheckoutStepsPorts } from '../checkout/checkout-steps.js';
import { bindCheckoutSteps } from '../checkout/checkout-steps.js';
import type { KnownIntent } from '../checkout/model/ports.js';
import { intentWebhooks } from '../checkout/webhooks/intent-webhooks.js';
import { refundWebhooks } from '../checkout/webhooks/refund-webhooks.js';
import type { WebhookProcessor } from '../psp/process-webhook.js';
import { createWebhookProcessor } from '../psp/process-webhook.js';
import type { StepEngine } from '../psp/step-engine.js';
import { createStepEngine } from '../psp/step-engine.js';
import type { WebhookInbox } from '../psp/webhook-inbox.js';
import type { PspIdentity } from '../psp/webhook-origin.js';

export type PspWorkPorts = CheckoutStepsPorts &
  Readonly<{ inbox: WebhookInbox<KnownIntent>; pspIdentity: PspIdentity }>;

/** Everything that calls the PSP or processes its webhooks. */
export type PspWork = Readonly<{
  /** For checkout commands, which run their own step within the shopper’s request. */
  checkoutSteps: CheckoutSteps;
  engine: StepEngine;
  webhooks: WebhookProcessor;
}>;

/**
 * Registers the steps and webhook subjects of every aggregate. Throws when a step kind or an event type is declared
 * twice.
 */
export function composePspWork(ports: PspWorkPorts): PspWork {
  const checkoutSteps = bindCheckoutSteps(ports);
  return {
    checkoutSteps,
    engine: createStepEngine([checkoutSteps]),
    webhooks: createWebhookProcessor({
      ...ports,
      subjects: [intentWebhooks(ports), refundWebhooks(ports)],
    }),
  };
}
