/**
 * The simulator's own time: real time plus an offset, or a frozen instant.
 * It only moves forward, like Stripe's test clocks, because past expiries cannot be undone.
 */
export class Clock {
  private offsetMs = 0;
  private frozenAtMs: number | undefined;

  /** Milliseconds since the epoch, in simulator time. */
  nowMs(): number {
    return this.frozenAtMs ?? Date.now() + this.offsetMs;
  }

  /** Unix seconds, the unit of every timestamp in Stripe's API. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  isFrozen(): boolean {
    return this.frozenAtMs !== undefined;
  }

  /** Moves `nowMs()` to `targetMs`; never goes back. */
  moveTo(targetMs: number): void {
    if (targetMs <= this.nowMs()) return;
    if (this.frozenAtMs !== undefined) this.frozenAtMs = targetMs;
    else this.offsetMs = targetMs - Date.now();
  }

  freeze(atMs = this.nowMs()): void {
    this.frozenAtMs = atMs;
  }

  unfreeze(): void {
    if (this.frozenAtMs === undefined) return;
    this.offsetMs = this.frozenAtMs - Date.now();
    this.frozenAtMs = undefined;
  }

  /** The state that lets a restarted simulator continue with the same time. */
  state(): ClockState {
    return { offsetMs: this.offsetMs, frozenAtMs: this.frozenAtMs ?? null };
  }

  restore(state: ClockState): void {
    this.offsetMs = state.offsetMs;
    this.frozenAtMs = state.frozenAtMs ?? undefined;
  }
}

/** Offset to real time in milliseconds, and the instant at which the clock is frozen, if any. */
export interface ClockState {
  offsetMs: number;
  frozenAtMs: number | null;
}
