/** Records which events a consumer has handled, in the transaction that handles them. */
export interface ConsumerInbox<Tx> {
  /**
   * Runs the work unless this consumer has handled the event before. The record of the event and everything that the
   * work writes through `tx` are committed together, or not at all.
   */
  processOnce(
    delivery: Readonly<{ consumer: string; eventId: string }>,
    work: (tx: Tx) => Promise<void>,
  ): Promise<'processed' | 'duplicate'>;
  /** Whether the error means that the database is unavailable or busy, rather than a problem with the event. */
  isOutage(error: unknown): boolean;
}
