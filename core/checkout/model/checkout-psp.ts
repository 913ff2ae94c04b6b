import type { PspAnswer, PspFinding } from '../../psp/psp-answer.js';

/** What the shopper's browser has to do before the bank decides, such as 3-D Secure. */
export type PspAction = Readonly<{ type: string; redirectUrl: string | null }>;

/** The shopper's card, saved at the PSP for further authorizations of the same order. */
export type SavedCard = Readonly<{ customer: string; paymentMethod: string }>;

/** The state of a refund as reported by the PSP. */
export type RefundFact = Readonly<{
  kind: 'REFUND';
  refundId: string;
  /** Null when the PSP did not create it. */
  pspRefundId: string | null;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  /** Why it failed. */
  reason: string | null;
}>;

/** A fact about money reported by the PSP in an answer, a webhook or a look-up. */
export type CheckoutFact =
  | Readonly<{ kind: 'INTENT_CREATED'; pspIntentId: string; clientSecret: string }>
  | Readonly<{
      kind: 'AUTHORIZED';
      amountMinor: bigint;
      multicapture: boolean;
      captureBefore: Date | null;
      /** Set when the card was saved with the authorization. */
      savedCard?: SavedCard;
      /** The total captured, when the authorization has ended since; absent while it is open. */
      endedWithMinor?: bigint;
    }>
  /** The PSP does not accept such a payment with any card. */
  | Readonly<{ kind: 'INTENT_REJECTED'; code: string; reason: string }>
  | Readonly<{ kind: 'ACTION_REQUIRED'; action: PspAction }>
  | Readonly<{ kind: 'PROCESSING' }>
  | Readonly<{ kind: 'DECLINED'; declineCode: string; message: string }>
  /** Nothing is authorized any more; `capturedMinor` was captured before. */
  | Readonly<{ kind: 'INTENT_CANCELED'; capturedMinor: bigint }>
  | Readonly<{ kind: 'CAPTURED'; amountMinor: bigint }>
  /** `authorizationLost`: every further capture is impossible, too. */
  | Readonly<{ kind: 'CAPTURE_FAILED'; reason: string; authorizationLost: boolean }>
  | Readonly<{ kind: 'AUTHORIZATION_RELEASED' }>
  | RefundFact;

/** The outcome of one call, and what a look-up found. */
export type CheckoutAnswer = PspAnswer<CheckoutFact>;
export type CheckoutFinding = PspFinding<CheckoutFact>;

export type CreateIntentCall = Readonly<{
  key: string;
  amountMinor: bigint;
  currency: string;
  orderId: string;
  orderNumber: string;
  paymentId: string;
  intentId: string;
  /** Whether the card is saved for follow-up authorizations. */
  saveCard?: boolean;
}>;

/** An off-session authorization with a saved card. */
export type AuthorizeCall = Omit<CreateIntentCall, 'saveCard'> & SavedCard;

export type ConfirmCall = Readonly<{
  key: string;
  pspIntentId: string;
  confirmationToken: string;
  returnUrl: string;
}>;

export type CaptureCall = Readonly<{
  key: string;
  pspIntentId: string;
  amountMinor: bigint;
  /** Null when one call captures several payment orders. */
  paymentOrderId: string | null;
  /** True releases the rest of the authorization after this capture. */
  finalCapture: boolean;
}>;

export type ReleaseCall = Readonly<{ key: string; pspIntentId: string }>;

export type RefundCall = Readonly<{
  key: string;
  pspIntentId: string;
  amountMinor: bigint;
  /** Our id, stored with the refund at the PSP so that it is recognized even if the answer is lost. */
  refundId: string;
}>;

export type CancelCall = Readonly<{ key: string; pspIntentId: string }>;

/** A call with an unknown outcome whose key can no longer tell whether it was carried out. */
export type LookupCall =
  | Readonly<{ kind: 'CREATE_INTENT' | 'AUTHORIZE'; intentId: string }>
  | Readonly<{ kind: 'CONFIRM' | 'RELEASE' | 'CANCEL'; pspIntentId: string }>
  | Readonly<{
      kind: 'CAPTURE';
      pspIntentId: string;
      amountMinor: bigint;
      /** Null when one call captures several payment orders. */
      paymentOrderId: string | null;
      /** What other calls captured of this intent, according to our records. */
      recordedMinor: bigint;
      /** No other capture of this intent is in flight. */
      isAlone: boolean;
    }>
  | Readonly<{ kind: 'REFUND'; pspIntentId: string; refundId: string }>;

/**
 * The payment service provider. Every write carries an idempotency key: two calls with one key have the effect of one.
 * No method throws for an error of the PSP or a lost connection; both are answers.
 */
export interface CheckoutPsp {
  createIntent(call: CreateIntentCall): Promise<CheckoutAnswer>;
  confirmIntent(call: ConfirmCall): Promise<CheckoutAnswer>;
  /** Creates and confirms an intent in one call. */
  authorize(call: AuthorizeCall): Promise<CheckoutAnswer>;
  capture(call: CaptureCall): Promise<CheckoutAnswer>;
  /** Releases the rest of an authorization that was partly captured. */
  releaseAuthorization(call: ReleaseCall): Promise<CheckoutAnswer>;
  /** Cancels an intent and voids its authorization. What was captured stays captured. */
  cancelIntent(call: CancelCall): Promise<CheckoutAnswer>;
  /** Refunds money of a captured intent. */
  refund(call: RefundCall): Promise<CheckoutAnswer>;
  /** The current state of a refund as a fact. */
  retrieveRefund(pspRefundId: string): Promise<CheckoutAnswer>;
  /** Finds out whether a call was carried out, without repeating it. */
  lookUp(call: LookupCall): Promise<CheckoutFinding>;
  /** The current state of an intent as a fact. Reads have no key. */
  retrieveIntent(pspIntentId: string): Promise<CheckoutAnswer>;
}
