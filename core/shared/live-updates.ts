/** A change announced to browsers. Carries no data: the subscriber fetches what it may see. */
export type LiveUpdate = Readonly<{ orderId: string; version: number }>;

/** Announces changes to subscribers after the commit. Best effort: a lost update only delays a refresh. */
export interface LiveUpdates {
  /** Never throws and never blocks. */
  announce(update: LiveUpdate): void;
}
