import { z } from 'zod';
import type { PspAccess } from './storefront.js';

const tokenAnswer = z.object({ id: z.string() });

/** Sends a test card directly to the PSP, as the browser does; returns the single-use token. */
export async function makeCardToken(psp: PspAccess): Promise<string> {
  const response = await fetch(`${psp.apiBase}/v1/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${psp.publishableKey}` },
    body: new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': '4242424242424242',
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': String(new Date().getFullYear() + 3),
      'payment_method_data[card][cvc]': '123',
    }),
  });
  if (!response.ok) throw new Error(`the PSP rejected the card: ${await response.text()}`);
  return tokenAnswer.parse(await response.json()).id;
}
