/** Remembers which events a consumer has handled, in the same transaction as what it did about them. */
export interface ConsumerInbox<Tx> {
  /**
   * Runs the work unless this consumer has handled the event before. The memory of the event and everything the work
   * writes through `tx` are committed together, or neither is.
   */
  processOnce(
    delivery: Readonly<{ consumer: string; eventId: string }>,
    work: (tx: Tx) => Promise<void>,
  ): Promise<'processed' | 'duplicate'>;
  /** True when the error says that the database is away or busy, and nothing about the event. */
  isOutage(error: unknown): boolean;
}
