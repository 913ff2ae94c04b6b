/** What the browser may be told to look at again. Carries no data: the reader fetches what it may see. */
export type LiveUpdate = Readonly<{ orderId: string; version: number }>;

/** Tells subscribers after a commit that something changed. Best effort: losing one costs freshness, never truth. */
export interface LiveUpdates {
  /** Never throws and never waits. */
  announce(update: LiveUpdate): void;
}
