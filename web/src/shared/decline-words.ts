const NOTHING = 'Nothing was charged.';
const DECLINED = `Your bank declined the card. ${NOTHING}`;

/** Reasons that help the shopper to choose what to do next. All others are told as a plain decline. */
const WORDS: Readonly<Record<string, string>> = {
  insufficient_funds: `The card has not enough funds. ${NOTHING}`,
  withdrawal_count_limit_exceeded: `The card has reached its limit. ${NOTHING}`,
  card_velocity_exceeded: `The card has reached its limit. ${NOTHING}`,
  expired_card: `The card has expired. ${NOTHING}`,
  incorrect_cvc: `The security code is not right. ${NOTHING}`,
  incorrect_number: `The card number is not right. ${NOTHING}`,
  processing_error: `Your bank could not answer just now. ${NOTHING}`,
  authentication_required: `Your bank wants to confirm that it is you. ${NOTHING}`,
  payment_intent_authentication_failure: `Your bank could not confirm that it was you. ${NOTHING}`,
};

/**
 * Why the bank said no, in the shop's own words. A stolen or blocked card is told as a plain decline:
 * whoever holds it must not learn more.
 */
export function declineWords(declineCode: string | null): string {
  return (declineCode === null ? undefined : WORDS[declineCode]) ?? DECLINED;
}
