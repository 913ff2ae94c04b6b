/**
 * Who and what caused a change; kept in the history for good. People come by `causeOf` in identity/cause-of.ts; our own programs name
 * themselves, with the id of their job as the correlation id.
 */
export type Cause = Readonly<{
  actor: 'guest' | 'shopper' | 'seller' | 'operator' | 'service' | 'worker' | 'psp' | 'sweeper';
  /** The account or the service key; null for guests and our own programs. */
  actorId: string | null;
  /** The command, the step or the PSP's event. */
  cause: string;
  correlationId: string;
}>;
