import type { PspAnswer, PspFinding } from '../../psp/psp-answer.js';

/** What the shopper's browser has to do before the bank decides, as 3-D Secure. */
export type PspAction = Readonly<{ type: string; redirectUrl: string | null }>;

/** The shopper's card, kept at the PSP for further holds of the same order. */
export type SavedCard = Readonly<{ customer: string; paymentMethod: string }>;

/** What the PSP told about a refund. */
export type RefundFact = Readonly<{
  kind: 'REFUND';
  refundId: string;
  /** Null when the PSP refused to make it. */
  pspRefundId: string | null;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  /** Why it failed. */
  reason: string | null;
}>;

/** A fact about money that the PSP has told us, whichever way it came: answer, webhook or look-up. */
export type CheckoutFact =
  | Readonly<{ kind: 'INTENT_CREATED'; pspIntentId: string; clientSecret: string }>
  | Readonly<{
      kind: 'AUTHORIZED';
      amountMinor: bigint;
      multicapture: boolean;
      captureBefore: Date | null;
      /** Where the card was saved with the hold. */
      savedCard?: SavedCard;
      /** How much was taken in all, when the hold is over since; left out while it stands. */
      endedWithMinor?: bigint;
    }>
  /** The PSP takes no payment of this kind, whatever the card. */
  | Readonly<{ kind: 'INTENT_REJECTED'; code: string; reason: string }>
  | Readonly<{ kind: 'ACTION_REQUIRED'; action: PspAction }>
  | Readonly<{ kind: 'PROCESSING' }>
  | Readonly<{ kind: 'DECLINED'; declineCode: string; message: string }>
  /** Nothing is held any more; `capturedMinor` is what had been taken of it by then. */
  | Readonly<{ kind: 'INTENT_CANCELED'; capturedMinor: bigint }>
  | Readonly<{ kind: 'CAPTURED'; amountMinor: bigint }>
  /** `authorizationLost`: not this capture alone is impossible, but every further one. */
  | Readonly<{ kind: 'CAPTURE_FAILED'; reason: string; authorizationLost: boolean }>
  | Readonly<{ kind: 'AUTHORIZATION_RELEASED' }>
  | RefundFact;

/** What one call came to, and what a look-up of one found. */
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
  /** Whether the card is kept for the holds that follow. */
  saveCard?: boolean;
}>;

/** A hold off a saved card, without the shopper. */
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
  /** Null when several shares are taken at once. */
  paymentOrderId: string | null;
  /** True releases whatever the hold still covers after this capture. */
  finalCapture: boolean;
}>;

export type ReleaseCall = Readonly<{ key: string; pspIntentId: string }>;

export type RefundCall = Readonly<{
  key: string;
  pspIntentId: string;
  amountMinor: bigint;
  /** Ours; kept with the refund at the PSP, so that it is recognised whatever happens to the answer. */
  refundId: string;
}>;

export type CancelCall = Readonly<{ key: string; pspIntentId: string }>;

/** A call of ours of which it is not known whether the PSP has carried it out, and whose key does not tell any more. */
export type LookupCall =
  | Readonly<{ kind: 'CREATE_INTENT' | 'AUTHORIZE'; intentId: string }>
  | Readonly<{ kind: 'CONFIRM' | 'RELEASE' | 'CANCEL'; pspIntentId: string }>
  | Readonly<{
      kind: 'CAPTURE';
      pspIntentId: string;
      amountMinor: bigint;
      /** Null when several shares are taken at once. */
      paymentOrderId: string | null;
      /** What our records say was taken of this intent by other calls. */
      recordedMinor: bigint;
      /** No other capture of this intent is under way. */
      isAlone: boolean;
    }>
  | Readonly<{ kind: 'REFUND'; pspIntentId: string; refundId: string }>;

/**
 * The payment service provider. Every write carries an idempotency key, and calling twice with one key is calling once.
 * No method throws for an answer of the PSP or for a lost connection; both are answers.
 */
export interface CheckoutPsp {
  createIntent(call: CreateIntentCall): Promise<CheckoutAnswer>;
  confirmIntent(call: ConfirmCall): Promise<CheckoutAnswer>;
  /** Makes an intent and confirms it at once. */
  authorize(call: AuthorizeCall): Promise<CheckoutAnswer>;
  capture(call: CaptureCall): Promise<CheckoutAnswer>;
  /** Releases what is left of a hold of which something was captured. */
  releaseAuthorization(call: ReleaseCall): Promise<CheckoutAnswer>;
  /** Gives up an intent; a hold that it has is released. What was captured stays captured. */
  cancelIntent(call: CancelCall): Promise<CheckoutAnswer>;
  /** Gives money of a captured intent back. */
  refund(call: RefundCall): Promise<CheckoutAnswer>;
  /** A refund's present state as a fact. */
  retrieveRefund(pspRefundId: string): Promise<CheckoutAnswer>;
  /** Whether a call of ours was carried out, found without making it. */
  lookUp(call: LookupCall): Promise<CheckoutFinding>;
  /** The intent's present state as a fact. Reading has no key. */
  retrieveIntent(pspIntentId: string): Promise<CheckoutAnswer>;
}
