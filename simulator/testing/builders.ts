import type Stripe from 'stripe';
import { control } from './simulator-fixture.js';

/** A card payment that succeeds with immediately available funds. */
export const availableFunds: Stripe.PaymentIntentCreateParams = {
  amount: 50_000,
  currency: 'usd',
  allowed_payment_method_types: ['card'],
  payment_method: 'pm_card_bypassPending',
  confirm: true,
};

/** An authorized, uncaptured payment. */
export const authorizedFunds: Stripe.PaymentIntentCreateParams = {
  amount: 10_000,
  currency: 'eur',
  capture_method: 'manual',
  allowed_payment_method_types: ['card'],
  payment_method: 'pm_card_visa',
  confirm: true,
};

/** A connected account with transfers and payouts enabled. */
export function enabledSeller(stripe: Stripe, bank = 'btok_us'): Promise<Stripe.Account> {
  return stripe.accounts.create({
    type: 'custom',
    country: 'US',
    business_type: 'individual',
    individual: { first_name: 'Sel', last_name: 'Ler' },
    external_account: bank,
    capabilities: { transfers: { requested: true } },
    tos_acceptance: { date: 1_700_000_000, ip: '127.0.0.1' },
  });
}

/** Advances simulator time; everything due on the way runs. */
export function advance(
  running: { url: string },
  by: { advanceDays?: number; advanceSeconds?: number },
): Promise<unknown> {
  return control(running, 'clock', { body: by });
}

/** Available and pending balance of an account in one currency. */
export async function balanceOf(
  stripe: Stripe,
  currency: string,
  account?: string,
): Promise<{ available: number; pending: number }> {
  const balance = await stripe.balance.retrieve({}, account === undefined ? {} : { stripeAccount: account });
  const amount = (sums: { amount: number; currency: string }[]): number =>
    sums.find((sum) => sum.currency === currency)?.amount ?? 0;
  return { available: amount(balance.available), pending: amount(balance.pending) };
}
