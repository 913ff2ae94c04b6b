import type { Ref } from 'react';
import type { Money } from '../shared/money.js';

/** The result of exchanging the card for a confirmation token at the PSP. */
export type TokenResult =
  | { readonly kind: 'token'; readonly confirmationToken: string; readonly cardLabel: string }
  /** The element shows the errors next to its own fields. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unreachable'; readonly message: string };

/**
 * The card form. Card data goes directly to the PSP, never to our servers; we only receive a single-use confirmation
 * token.
 */
export interface PaymentElementHandle {
  readonly makeToken: () => Promise<TokenResult>;
}

export interface PaymentElementProps {
  readonly ref: Ref<PaymentElementHandle>;
  readonly publishableKey: string;
  /** Base URL of the simulated PSP; null for Stripe. */
  readonly apiBase: string | null;
  readonly amount: Money;
  /** Whether the card is saved for further authorizations of the order; Stripe needs to know before the card is entered. */
  readonly savesCard: boolean;
  readonly isLocked: boolean;
}
