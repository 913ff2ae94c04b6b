import type { Decline, TestCard } from './test-card.js';

/** The declines of Stripe's declining test cards (docs.stripe.com/testing#declined-payments). */
export const declines = {
  generic: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
    adviceCode: 'try_again_later',
  },
  insufficientFunds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    adviceCode: 'try_again_later',
  },
  lostCard: {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: 'Your card was declined.',
    adviceCode: 'do_not_try_again',
  },
  stolenCard: {
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: 'Your card was declined.',
    adviceCode: 'do_not_try_again',
  },
  fraudulent: {
    code: 'card_declined',
    declineCode: 'fraudulent',
    message: 'Your card was declined.',
    adviceCode: 'do_not_try_again',
  },
  expiredCard: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    adviceCode: 'confirm_card_data',
  },
  incorrectCvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    adviceCode: 'confirm_card_data',
  },
  processingError: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    adviceCode: 'try_again_later',
  },
  velocityExceeded: {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  },
  authenticationRequired: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  liveCardInTestMode: {
    code: 'card_declined',
    declineCode: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test (live) card. ' +
      'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  },
} as const satisfies Record<string, Decline>;

/** Cards whose charges are declined immediately. */
export const declinedTestCards: readonly TestCard[] = [
  declined('4000000000000002', declines.generic, 'pm_card_visa_chargeDeclined', 'pm_card_chargeDeclined'),
  declined(
    '4000000000009995',
    declines.insufficientFunds,
    'pm_card_visa_chargeDeclinedInsufficientFunds',
    'pm_card_chargeDeclinedInsufficientFunds',
  ),
  declined(
    '4000000000009987',
    declines.lostCard,
    'pm_card_visa_chargeDeclinedLostCard',
    'pm_card_chargeDeclinedLostCard',
  ),
  declined(
    '4000000000009979',
    declines.stolenCard,
    'pm_card_visa_chargeDeclinedStolenCard',
    'pm_card_chargeDeclinedStolenCard',
  ),
  declined('4000000000000069', declines.expiredCard, 'pm_card_chargeDeclinedExpiredCard'),
  declined('4000000000000127', declines.incorrectCvc, 'pm_card_chargeDeclinedIncorrectCvc'),
  declined('4000000000000119', declines.processingError, 'pm_card_chargeDeclinedProcessingError'),
  declined(
    '4000000000006975',
    declines.velocityExceeded,
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    'pm_card_chargeDeclinedVelocityLimitExceeded',
  ),
  declined('4000000000000341', declines.generic, 'pm_card_chargeCustomerFail'),
  { ...declined('4100000000000019', declines.fraudulent, 'pm_card_radarBlock'), risk: 'highest' },
  {
    ...declined('4000000000000101', declines.incorrectCvc, 'pm_card_cvcCheckFail'),
    checks: { cvc: 'fail' },
  },
];

function declined(number: string, decline: Decline, ...tokens: string[]): TestCard {
  return { number, brand: 'visa', funding: 'credit', country: 'US', decline, tokens };
}
