const NOT_CHARGED = 'You haven’t been charged.';
const DECLINED = `Your bank declined the card. ${NOT_CHARGED}`;

/** Reasons that the shopper can act on. Every other code shows as a plain decline. */
const WORDS: Readonly<Record<string, string>> = {
  insufficient_funds: `Your card has insufficient funds. ${NOT_CHARGED}`,
  withdrawal_count_limit_exceeded: `Your card has reached its limit. ${NOT_CHARGED}`,
  card_velocity_exceeded: `Your card has reached its limit. ${NOT_CHARGED}`,
  expired_card: `Your card has expired. ${NOT_CHARGED}`,
  incorrect_cvc: `The security code is incorrect. ${NOT_CHARGED}`,
  incorrect_number: `The card number is incorrect. ${NOT_CHARGED}`,
  processing_error: `Your bank couldn’t process the payment. ${NOT_CHARGED}`,
  authentication_required: `Your bank needs to verify this payment. ${NOT_CHARGED}`,
  payment_intent_authentication_failure: `Your bank couldn’t verify this payment. ${NOT_CHARGED}`,
};

/**
 * The decline reason as shown to the shopper. A stolen or blocked card shows as a plain decline: a fraudster must not learn
 * more.
 */
export function declineWords(declineCode: string | null): string {
  return (declineCode === null ? undefined : WORDS[declineCode]) ?? DECLINED;
}
