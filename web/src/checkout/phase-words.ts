import type { PaymentIntentStatus } from '../generated/graphql.js';
import type { PaymentPhase } from './use-payment-attempt.js';

/** The button's text while busy. */
export const PHASE_WORDS: Readonly<Record<PaymentPhase, string | undefined>> = {
  idle: undefined,
  preparing: 'Preparing your payment…',
  'asking-bank': 'Contacting your bank…',
  'going-to-bank': 'Redirecting to your bank…',
  'showing-order': 'Opening your order…',
};

/** The tab title: shoppers may switch tabs while waiting. */
export function titleOf(phase: PaymentPhase, status: PaymentIntentStatus | undefined): string {
  if (phase !== 'idle') return PHASE_WORDS[phase] ?? 'Payment';
  if (status === 'DECLINED') return '✕ Card declined';
  return status === 'REQUIRES_ACTION' ? '! Confirm with your bank' : 'Payment';
}
