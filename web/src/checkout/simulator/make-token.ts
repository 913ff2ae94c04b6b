import * as z from 'zod/mini';
import type { TokenResult } from '../payment-element.js';

const tokenShape = z.object({ id: z.string() });
const errorShape = z.object({ error: z.object({ message: z.string() }) });

/** After this the PSP counts as unreachable; nothing has been charged at this point. */
const TIMEOUT_MS = 15_000;

interface CardToTokenize {
  readonly number: string;
  readonly month: number;
  readonly year: number;
  readonly cvc: string;
  readonly label: string;
}

/** Sends the card to the simulated PSP, as Stripe.js does to Stripe, for a single-use confirmation token. */
export async function makeToken(
  provider: { apiBase: string; publishableKey: string },
  card: CardToTokenize,
): Promise<TokenResult> {
  try {
    const response = await fetch(`${provider.apiBase}/v1/confirmation_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${provider.publishableKey}` },
      body: new URLSearchParams({
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': card.number,
        'payment_method_data[card][exp_month]': String(card.month),
        'payment_method_data[card][exp_year]': String(card.year),
        'payment_method_data[card][cvc]': card.cvc,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return readResponse(await response.json(), card.label);
  } catch {
    return {
      kind: 'unreachable',
      message: 'We can’t reach the payment provider. You haven’t been charged; try again in a moment.',
    };
  }
}

function readResponse(body: unknown, cardLabel: string): TokenResult {
  const token = tokenShape.safeParse(body);
  if (token.success) return { kind: 'token', confirmationToken: token.data.id, cardLabel };
  const rejection = errorShape.safeParse(body);
  const message = rejection.success
    ? rejection.data.error.message
    : 'The payment provider didn’t accept this card.';
  return { kind: 'unreachable', message };
}
