import type { PaymentIntentStatus } from '../generated/graphql.js';
import type { PaymentPhase } from './use-payment-attempt.js';

/** What the button says while it works. */
export const PHASE_WORDS: Readonly<Record<PaymentPhase, string | undefined>> = {
  idle: undefined,
  preparing: 'Preparing the payment…',
  'asking-bank': 'Asking your bank…',
  'going-to-bank': 'Taking you to your bank…',
  'showing-order': 'Opening your order…',
};

/** The tab tells it too: many look at another one while they wait. */
export function titleOf(phase: PaymentPhase, status: PaymentIntentStatus | undefined): string {
  if (phase !== 'idle') return PHASE_WORDS[phase] ?? 'Payment';
  if (status === 'DECLINED') return '✕ Card declined';
  return status === 'REQUIRES_ACTION' ? '! Confirm with your bank' : 'Payment';
}
