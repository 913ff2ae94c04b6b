/** What the PSP says an object is about, whatever has become of it. */
export type PspMoney = Readonly<{ amountMinor: bigint; currency: string }>;

/**
 * What one call came to. `unknown` is never a failure: the PSP may have done it, so the same call is made again with
 * the same key. `refused` is the PSP's word that our request itself is wrong; nothing happened and a person must look.
 * `not_called` means that the PSP certainly did nothing, because it was not asked (it has been failing) or because it
 * turned the request away at the door (too many); the attempt does not count.
 */
export type PspAnswer<Fact> =
  | Readonly<{
      outcome: 'succeeded' | 'declined' | 'pending';
      fact: Fact;
      /** The PSP's id of what this very call made. */
      pspObject?: string;
      /** The money of the whole object that the fact is about; left out where no object came back. */
      reported?: PspMoney;
    }>
  | Readonly<{
      outcome: 'unknown';
      reason: string;
      retryAfterMs: number | null;
      /** The PSP keeps this answer under the key and will give nothing else: only a look-up can tell what happened. */
      isStored?: boolean;
    }>
  | Readonly<{ outcome: 'rejected'; reason: string }>
  | Readonly<{ outcome: 'not_called'; reason: string; retryInMs: number }>;

/** What a look-up of a call found. `not_done` is definitive: the PSP did not carry it out under any key so far. */
export type PspFinding<Fact> = PspAnswer<Fact> | Readonly<{ outcome: 'not_done' }>;
