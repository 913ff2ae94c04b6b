/**
 * The actor and reason of a change; kept in the history forever. Requests use `causeOf` in identity/cause-of.ts; our
 * own programs name themselves, with their job id as the correlation id.
 */
export type Cause = Readonly<{
  actor: 'guest' | 'shopper' | 'seller' | 'operator' | 'service' | 'worker' | 'psp' | 'sweeper';
  /** The account or the service key; null for guests and our own programs. */
  actorId: string | null;
  /** The command, the step or the PSP event. */
  cause: string;
  correlationId: string;
}>;
