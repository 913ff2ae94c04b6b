import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { pspJournalOf } from '../../adapters/stripe/psp-journal.js';
import { environmentVariable } from '../../config/environment.js';
import { isStripeKey } from '../../config/stripe-keys.js';
import type { PspJournal } from '../../core/verification/ports.js';
import { runningSystem } from '../start/start-state.js';

/** The system given by the environment, or the one that `npm start` runs in this clone. */
export function findVerifyTarget(): { databaseUrl: string; journal: PspJournal } {
  const system = runningSystem();
  const databaseUrl = environmentVariable('DATABASE_URL') ?? system?.databaseUrl;
  const secretKey = environmentVariable('STRIPE_SECRET_KEY');
  // A Stripe key always means Stripe itself, whatever runs here.
  const isStripe = secretKey !== undefined && isStripeKey(secretKey);
  const apiBase = isStripe ? null : (environmentVariable('STRIPE_API_BASE') ?? system?.simulatorUrl ?? null);
  if (databaseUrl === undefined || databaseUrl === '' || (apiBase === null && secretKey === undefined))
    throw new Error(
      'No running system found: run `npm start`, or set DATABASE_URL and STRIPE_API_BASE or STRIPE_SECRET_KEY.',
    );
  const stripe = createStripeClient({ secretKey: secretKey ?? 'sk_test_simulator', apiBase });
  return { databaseUrl, journal: pspJournalOf(stripe, apiBase) };
}
