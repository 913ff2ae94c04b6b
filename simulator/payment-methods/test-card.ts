/** Why a bank refuses: the codes and the sentence of the API's card error. */
export interface Decline {
  code: string;
  declineCode?: string;
  message: string;
  adviceCode?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';
}

/** How one test card behaves. Absent means: like an ordinary card that works. */
export interface TestCard {
  number: string;
  /** `pm_card_…` names that stand for this number in server-side tests. */
  tokens: readonly string[];
  brand: string;
  funding: 'credit' | 'debit' | 'prepaid';
  country: string;
  decline?: Decline;
  /** `always` asks for 3-D Secure every time, `unless_set_up` until the card was saved with a setup. */
  authentication?: 'always' | 'unless_set_up' | 'set_up' | 'optional' | 'unsupported';
  multicapture?: 'unavailable';
  /** Ours: every capture of this card is refused, as when the bank has withdrawn the authorization. */
  captureDecline?: Decline;
  dispute?: 'fraudulent' | 'product_not_received' | 'warning';
  refund?: 'fails' | 'pending';
  /** Funds go to the available balance at once. */
  bypassesPending?: true;
  /** Ours: the bank takes this long to answer the confirmation. */
  slowMs?: number;
  risk?: 'elevated' | 'highest';
  checks?: { line1?: string; postalCode?: string; cvc?: string };
}
