import * as z from 'zod/mini';
import type { TokenResult } from '../payment-element.js';

const tokenShape = z.object({ id: z.string() });
const errorShape = z.object({ error: z.object({ message: z.string() }) });

/** A provider that does not answer within this is treated as not there; nothing has happened yet. */
const PATIENCE_MS = 15_000;

interface CardToTokenize {
  readonly number: string;
  readonly month: number;
  readonly year: number;
  readonly cvc: string;
  readonly label: string;
}

/** Hands the card to the simulated provider, as stripe.js does to Stripe, and gets a single-use token. */
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
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return readAnswer(await response.json(), card.label);
  } catch {
    return {
      kind: 'unreachable',
      message: 'The payment provider cannot be reached. Nothing was charged; try again in a moment.',
    };
  }
}

function readAnswer(body: unknown, cardLabel: string): TokenResult {
  const token = tokenShape.safeParse(body);
  if (token.success) return { kind: 'token', confirmationToken: token.data.id, cardLabel };
  const rejection = errorShape.safeParse(body);
  const message = rejection.success
    ? rejection.data.error.message
    : 'The payment provider did not accept the card.';
  return { kind: 'unreachable', message };
}
