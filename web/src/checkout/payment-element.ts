import type { Ref } from 'react';
import type { Money } from '../shared/money.js';

/** What came of turning the typed card into a token at the payment service provider. */
export type TokenResult =
  | { readonly kind: 'token'; readonly confirmationToken: string; readonly cardLabel: string }
  /** The element shows what is wrong beside its own fields. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unreachable'; readonly message: string };

/**
 * The part of the page that takes the card. Card data goes from here to the provider directly and never
 * to our servers; all we get is a single-use confirmation token.
 */
export interface PaymentElementHandle {
  readonly makeToken: () => Promise<TokenResult>;
}

export interface PaymentElementProps {
  readonly ref: Ref<PaymentElementHandle>;
  readonly publishableKey: string;
  /** Base URL of the simulated provider; null with Stripe, which knows its own. */
  readonly apiBase: string | null;
  readonly amount: Money;
  /** Whether the card is kept for further holds of the order; Stripe wants to know before it is typed. */
  readonly savesCard: boolean;
  readonly isLocked: boolean;
}
