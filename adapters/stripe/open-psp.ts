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
  /** Where a simulator stands in for Stripe; null is Stripe itself. */
  apiBase: string | null;
  /** Any of them may have signed a webhook: a secret is changed while both are valid. */
  webhookSecrets: readonly string[];
  /** Throws where a call would be wrong, as within a transaction. */
  mayCall: () => void;
  logger: Logger;
}>;

/** The PSP as one process sees it. */
export type OpenedPsp = Readonly<{
  psp: CheckoutPsp;
  /** Whether it has just failed so often that it is left alone for a while. */
  isAway: () => boolean;
  /** The event when a secret of ours signed the raw body, otherwise null. */
  verifyWebhook: (rawBody: Buffer, signature: string) => ReceivedWebhook | null;
  journal: PspJournal;
}>;

/** One client and one circuit for everything that this process wants of the PSP. Opening it calls nobody. */
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
