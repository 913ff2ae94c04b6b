import type { TestCard } from './test-card.js';
import { declines } from './test-cards-declined.js';

/** Cards with authentication, disputes, failing refunds or immediate settlement (docs.stripe.com/testing). */
export const specialTestCards: readonly TestCard[] = [
  visa('4000002500003155', {
    authentication: 'unless_set_up',
    tokens: ['pm_card_authenticationRequiredOnSetup'],
  }),
  visa('4000002760003184', { authentication: 'always', tokens: ['pm_card_authenticationRequired'] }),
  visa('4000003800000446', {
    authentication: 'set_up',
    tokens: ['pm_card_authenticationRequiredSetupForOffSession'],
  }),
  visa('4000008260003178', {
    authentication: 'always',
    decline: declines.insufficientFunds,
    tokens: ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
  }),
  visa('4000000000003220', { authentication: 'always', tokens: ['pm_card_threeDSecure2Required'] }),
  visa('4000000000003063', { authentication: 'always', tokens: ['pm_card_threeDSecureRequired'] }),
  visa('4000008400001629', {
    authentication: 'always',
    decline: declines.generic,
    tokens: ['pm_card_threeDSecureRequiredChargeDeclined'],
  }),
  visa('4000000000003055', { authentication: 'optional', tokens: ['pm_card_threeDSecureOptional'] }),
  visa('4000000000000259', { dispute: 'fraudulent', tokens: ['pm_card_createDispute'] }),
  visa('4000000000002685', {
    dispute: 'product_not_received',
    tokens: ['pm_card_createDisputeProductNotReceived'],
  }),
  visa('4000000000001976', { dispute: 'warning', tokens: ['pm_card_createDisputeInquiry'] }),
  visa('4000000000007726', { refund: 'pending', tokens: ['pm_card_pendingRefund'] }),
  visa('4000000000005126', { refund: 'fails', tokens: ['pm_card_refundFail'] }),
  visa('4000000000000077', { bypassesPending: true, tokens: ['pm_card_bypassPending'] }),
  visa('4000003720000278', {
    bypassesPending: true,
    country: 'IE',
    tokens: ['pm_card_bypassPendingInternational'],
  }),
  visa('4000000000009235', { risk: 'elevated', tokens: ['pm_card_riskLevelElevated'] }),
  visa('4000000000004954', { risk: 'highest', tokens: ['pm_card_riskLevelHighest'] }),
  visa('4000000000000010', { checks: { line1: 'fail', postalCode: 'fail' }, tokens: ['pm_card_avsFail'] }),
  visa('4000000000000028', { checks: { line1: 'fail' }, tokens: ['pm_card_avsLine1Fail'] }),
  visa('4000000000000036', { checks: { postalCode: 'fail' }, tokens: ['pm_card_avsZipFail'] }),
  visa('4000000000000044', {
    checks: { line1: 'unavailable', postalCode: 'unavailable' },
    tokens: ['pm_card_avsUnchecked'],
  }),
  // The cards below are ours: Stripe publishes none for these cases, which a gateway must still handle.
  visa('4000005990000011', { multicapture: 'unavailable', tokens: ['pm_card_sim_multicaptureUnavailable'] }),
  visa('4000005990000029', { captureDecline: declines.generic, tokens: ['pm_card_sim_captureFails'] }),
  visa('4000005990000037', { slowMs: 5000, tokens: ['pm_card_sim_slow'] }),
];

function visa(number: string, behavior: Partial<TestCard> & { tokens: readonly string[] }): TestCard {
  return { number, brand: 'visa', funding: 'credit', country: 'US', ...behavior };
}
