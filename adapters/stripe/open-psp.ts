import type { CheckoutPsp } from '../../core/checkout/model/checkout-psp.js';
import type { ReceivedWebhook } from '../../core/psp/webhook-inbox.js';
import type { Logger } from '../../core/shared/logger.js';
import type { PspJournal } from '../../core/verification/ports.js';
import { openPspCircuit } from './psp-circuit.js';
import { pspJournalOf } from './psp-journal.js';
import { createStripeClient } from './stripe-client.js';
import { createStripePsp } from './stripe-psp.js';
import { verifyWebhook } from './stripe-webhook.js';

export type PspSettings = Readonly<{
  secretKey: string;
  /** Base URL of the simulator; null for Stripe itself. */
  apiBase: string | null;
  /** Any of them may have signed a webhook: both are valid while a secret is rotated. */
  webhookSecrets: readonly string[];
  /** Throws where network calls are forbidden, as within a transaction. */
  mayCall: () => void;
  logger: Logger;
}>;

/** The PSP as one process sees it. */
export type OpenedPsp = Readonly<{
  psp: CheckoutPsp;
  /** Whether the circuit breaker is open, because recent calls failed. */
  isAway: () => boolean;
  /** The event if one of our secrets signed the raw body, otherwise null. */
  verifyWebhook: (rawBody: Buffer, signature: string) => ReceivedWebhook | null;
  journal: PspJournal;
}>;

/** One client and one circuit for all PSP calls of this process. Opening it makes no call. */
export function openPsp({ secretKey, apiBase, webhookSecrets, mayCall, logger }: PspSettings): OpenedPsp {
  const stripe = createStripeClient({ secretKey, apiBase });
  const circuit = openPspCircuit({ onChange: (isOpen) => logger.warn({ event: 'psp.circuit', isOpen }) });
  return {
    psp: createStripePsp({ stripe, mayCall, circuit }),
    isAway: circuit.isOpen,
    verifyWebhook: (rawBody, signature) =>
      verifyWebhook(stripe, { rawBody, signature, secrets: webhookSecrets }),
    journal: pspJournalOf(stripe, apiBase),
  };
}
