/** The amount of a PSP object, whatever its state. */
export type PspMoney = Readonly<{ amountMinor: bigint; currency: string }>;

/**
 * The outcome of one call. `unknown` is never a failure: the PSP may have carried the call out, so it is repeated with
 * the same key. `rejected` means that the PSP found our request itself invalid; nothing happened and an operator must
 * look into it. `not_called` means that the PSP certainly did nothing: we did not call it (it has been failing), or it
 * turned the request away (rate limit); the attempt does not count.
 */
export type PspAnswer<Fact> =
  | Readonly<{
      outcome: 'succeeded' | 'declined' | 'pending';
      fact: Fact;
      /** The PSP's id of the object that this call created. */
      pspObject?: string;
      /** The amount of the whole object that the fact is about; absent where no object was returned. */
      reported?: PspMoney;
    }>
  | Readonly<{
      outcome: 'unknown';
      reason: string;
      retryAfterMs: number | null;
      /**
       * The PSP has stored this answer under the key and will return nothing else: only a look-up can find the outcome.
       */
      isStored?: boolean;
    }>
  | Readonly<{ outcome: 'rejected'; reason: string }>
  | Readonly<{ outcome: 'not_called'; reason: string; retryInMs: number }>;

/** What a look-up found. `not_done` is definitive: the PSP has not carried the call out under any key so far. */
export type PspFinding<Fact> = PspAnswer<Fact> | Readonly<{ outcome: 'not_done' }>;
