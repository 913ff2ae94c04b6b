import { fraction, hashText } from '../storage/seeded-random.js';
import type { Store } from '../storage/store.js';
import type { Fault } from './fault.js';

/** What a request looks like to the fault matcher. */
export interface FaultTarget {
  operation: string;
  amount: number | undefined;
  metadata: Readonly<Record<string, string>>;
  intent: string | undefined;
}

/** A fault that strikes this request, with its delay drawn. */
export interface Strike {
  fault: Fault;
  delayMs: number;
}

/**
 * Decides which faults strike a request. Draws depend on the seed, the fault and how many requests it has
 * matched, so a run with the same seed and order of requests fails in the same places.
 */
export class FaultDesk {
  constructor(private readonly store: Store) {}

  /** Counts the request against every fault that matches it; answers those that strike, oldest first. */
  strike(target: FaultTarget): Strike[] {
    if (this.store.table('fault').size === 0) return [];
    const matching = [...this.store.table('fault').oldestFirst()].filter((fault) => matches(fault, target));
    if (matching.length === 0) return [];
    const strikes: Strike[] = [];
    this.store.transact((tx) => {
      for (const fault of matching) {
        const seed = this.store.ids.seed ^ hashText(fault.id);
        const isStruck = fault.remaining !== 0 && fraction(seed, 2 * fault.seen) < fault.probability;
        tx.put('fault', {
          ...fault,
          seen: fault.seen + 1,
          struck: fault.struck + (isStruck ? 1 : 0),
          remaining: fault.remaining === null || !isStruck ? fault.remaining : fault.remaining - 1,
        });
        if (isStruck) strikes.push({ fault, delayMs: drawDelay(fault, fraction(seed, 2 * fault.seen + 1)) });
      }
    });
    return strikes;
  }
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.remaining === 0 || !matchesOperation(fault.operation, target.operation)) return false;
  const { amount, metadata, intent } = fault.match;
  if (amount !== undefined && amount !== target.amount) return false;
  if (intent !== undefined && intent !== target.intent) return false;
  return Object.entries(metadata ?? {}).every(([key, value]) => target.metadata[key] === value);
}

function matchesOperation(pattern: string, operation: string): boolean {
  if (pattern === '*' || pattern === operation) return true;
  return pattern.endsWith('.*') && operation.startsWith(pattern.slice(0, -1));
}

function drawDelay(fault: Fault, draw: number): number {
  if (fault.delayMaxMs === null) return fault.delayMs;
  return Math.round(fault.delayMs + draw * Math.max(0, fault.delayMaxMs - fault.delayMs));
}
