/** What the shopper's browser has to do before the bank decides, as 3-D Secure. */
export type PspAction = Readonly<{ type: string; redirectUrl: string | null }>;

/** The shopper's card, kept at the PSP for further holds of the same order. */
export type SavedCard = Readonly<{ customer: string; paymentMethod: string }>;

/** What the PSP says an object is for, whatever has become of it. */
export type PspMoney = Readonly<{ amountMinor: bigint; currency: string }>;

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
export type PspFact =
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
  | Readonly<{ kind: 'INTENT_REFUSED'; code: string; reason: string }>
  | Readonly<{ kind: 'ACTION_REQUIRED'; action: PspAction }>
  | Readonly<{ kind: 'PROCESSING' }>
  | Readonly<{ kind: 'DECLINED'; declineCode: string; message: string }>
  /** Nothing is held any more; `capturedMinor` is what had been taken of it by then. */
  | Readonly<{ kind: 'INTENT_CANCELED'; capturedMinor: bigint }>
  | Readonly<{ kind: 'CAPTURED'; amountMinor: bigint }>
  /** `holdIsGone`: not this capture alone is impossible, but every further one. */
  | Readonly<{ kind: 'CAPTURE_REFUSED'; reason: string; holdIsGone: boolean }>
  | Readonly<{ kind: 'HOLD_CLOSED' }>
  | RefundFact;

/**
 * What one call came to. `unknown` is never a failure: the PSP may have done it, so the same call is made again with
 * the same key. `refused` is the PSP's word that our request itself is wrong; nothing happened and a person must look.
 * `not_called` means that the PSP certainly did nothing, because it was not asked (it has been failing) or because it
 * turned the request away at the door (too many); the try does not count.
 */
export type PspAnswer =
  | Readonly<{
      outcome: 'succeeded' | 'declined' | 'pending';
      fact: PspFact;
      /** Of an intent that this very call made and confirmed. */
      pspIntentId?: string;
      /** The money of the whole intent, or of the refund, that the fact is about; left out where no object came back. */
      said?: PspMoney;
    }>
  | Readonly<{
      outcome: 'unknown';
      reason: string;
      retryAfterMs: number | null;
      /** The PSP keeps this answer under the key and will give nothing else: only a look can tell what happened. */
      isStored?: boolean;
    }>
  | Readonly<{ outcome: 'refused'; reason: string }>
  | Readonly<{ outcome: 'not_called'; reason: string; retryInMs: number }>;

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
export type HoldCall = Omit<CreateIntentCall, 'saveCard'> & SavedCard;

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

export type CloseCall = Readonly<{ key: string; pspIntentId: string }>;

export type RefundCall = Readonly<{
  key: string;
  pspIntentId: string;
  amountMinor: bigint;
  /** Ours; kept with the refund at the PSP, so that it is recognised whatever happens to the answer. */
  refundId: string;
}>;

export type CancelCall = Readonly<{ key: string; pspIntentId: string }>;

/** A call of ours of which it is not known whether the PSP has carried it out, and whose key does not tell any more. */
export type LookCall =
  | Readonly<{ kind: 'CREATE_INTENT' | 'HOLD'; intentId: string }>
  | Readonly<{ kind: 'CONFIRM' | 'CLOSE' | 'CANCEL'; pspIntentId: string }>
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

/** What a look for a call found. `not_done` is definitive: the PSP did not carry it out under any key so far. */
export type PspFinding = PspAnswer | Readonly<{ outcome: 'not_done' }>;

/**
 * The payment service provider. Every write carries an idempotency key, and calling twice with one key is calling once.
 * No method throws for an answer of the PSP or for a lost connection; both are `PspAnswer`s.
 */
export interface Psp {
  createIntent(call: CreateIntentCall): Promise<PspAnswer>;
  confirmIntent(call: ConfirmCall): Promise<PspAnswer>;
  /** Makes an intent and confirms it at once. */
  hold(call: HoldCall): Promise<PspAnswer>;
  capture(call: CaptureCall): Promise<PspAnswer>;
  /** Releases what is left of a hold of which something was captured. */
  closeHold(call: CloseCall): Promise<PspAnswer>;
  /** Gives up an intent; a hold that it has is released. What was captured stays captured. */
  cancelIntent(call: CancelCall): Promise<PspAnswer>;
  /** Gives money of a captured intent back. */
  refund(call: RefundCall): Promise<PspAnswer>;
  /** A refund's present state as a fact. */
  retrieveRefund(pspRefundId: string): Promise<PspAnswer>;
  /** Whether a call of ours was carried out, found without making it. */
  lookFor(call: LookCall): Promise<PspFinding>;
  /** The intent's present state as a fact. Reading has no key. */
  retrieveIntent(pspIntentId: string): Promise<PspAnswer>;
}
