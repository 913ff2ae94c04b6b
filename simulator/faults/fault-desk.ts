import { fraction, hashText } from '../storage/seeded-random.js';
import type { Transaction } from '../storage/transaction.js';
import { drawDelay } from './draw-delay.js';
import type { Fault } from './fault.js';

/** The fields of a request or an event that faults match on. */
export interface FaultTarget {
  /** The operation's name, or the type of the event. */
  operation: string;
  amount: number | undefined;
  metadata: Readonly<Record<string, string>>;
  intent: string | undefined;
}

/** A fault that strikes, with its delay drawn. */
export interface Strike {
  fault: Fault;
  delayMs: number;
}

/** Counts the request on every matching API fault; returns those that strike, oldest first. */
export function strikeRequest(tx: Transaction, seed: number, target: FaultTarget): Strike[] {
  return strike(tx, seed, (fault) => !fault.kind.startsWith('webhook_') && matches(fault, target));
}

/** The same for an event about to be delivered. */
export function strikeWebhook(tx: Transaction, seed: number, target: FaultTarget): Strike[] {
  return strike(tx, seed, (fault) => fault.kind.startsWith('webhook_') && matches(fault, target));
}

/**
 * Draws depend on the seed, the fault and its count of matched targets, so a run with the same seed and request
 * order fails in the same places.
 */
function strike(tx: Transaction, seed: number, isMatching: (fault: Fault) => boolean): Strike[] {
  if (tx.table('fault').size === 0) return [];
  const strikes: Strike[] = [];
  for (const fault of [...tx.table('fault').oldestFirst()].filter(isMatching)) {
    const faultSeed = seed ^ hashText(fault.id);
    const isStruck = fraction(faultSeed, 2 * fault.seen) < fault.probability;
    tx.put('fault', {
      ...fault,
      seen: fault.seen + 1,
      struck: fault.struck + (isStruck ? 1 : 0),
      remaining: fault.remaining === null || !isStruck ? fault.remaining : fault.remaining - 1,
    });
    if (isStruck) strikes.push({ fault, delayMs: drawDelay(fault, faultSeed) });
  }
  return strikes;
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
