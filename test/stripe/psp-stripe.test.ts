import { createStripeClient } from '../../adapters/stripe/stripe-client.js';
import { createStripePsp } from '../../adapters/stripe/stripe-psp.js';
import { requiredVariable } from '../../config/environment.js';
import { alwaysClosed, describePspContract } from '../contract/psp-behaviours.js';

const stripe = createStripeClient({
  secretKey: requiredVariable('STRIPE_TEST_SECRET_KEY'),
  apiBase: null,
});
const psp = createStripePsp({ stripe, mayCall: () => undefined, circuit: alwaysClosed });

// The suite detects whether the account has multicapture: each authorization reports it.
describePspContract('Stripe', () => ({ stripe, psp, goodCard: 'pm_card_visa' }));
