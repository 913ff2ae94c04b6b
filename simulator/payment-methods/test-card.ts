/** A bank's decline: the codes and the message of the API's card error. */
export interface Decline {
  code: string;
  declineCode?: string;
  message: string;
  adviceCode?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';
}

/** The behavior of one test card. Absent fields mean a normal working card. */
export interface TestCard {
  number: string;
  /** `pm_card_…` tokens for this number in server-side tests. */
  tokens: readonly string[];
  brand: string;
  funding: 'credit' | 'debit' | 'prepaid';
  country: string;
  decline?: Decline;
  /** `always` requires 3-D Secure every time, `unless_set_up` until the card was saved with a setup. */
  authentication?: 'always' | 'unless_set_up' | 'set_up' | 'optional' | 'unsupported';
  multicapture?: 'unavailable';
  /** Ours: every capture of this card fails, as when the bank has withdrawn the authorization. */
  captureDecline?: Decline;
  dispute?: 'fraudulent' | 'product_not_received' | 'warning';
  refund?: 'fails' | 'pending';
  /** Funds go to the available balance at once. */
  bypassesPending?: true;
  /** Ours: milliseconds until the bank answers the confirmation. */
  slowMs?: number;
  risk?: 'elevated' | 'highest';
  checks?: { line1?: string; postalCode?: string; cvc?: string };
}
