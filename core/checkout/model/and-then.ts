import type { CheckoutChange } from './checkout.js';

/** Combines two consecutive decisions into one. */
export function andThen(first: CheckoutChange, second: CheckoutChange): CheckoutChange {
  return {
    before: first.before,
    after: second.after,
    events: [...first.events, ...second.events],
    transitions: [...first.transitions, ...second.transitions],
    steps: [...first.steps, ...second.steps],
    ledgerEntries: [...first.ledgerEntries, ...second.ledgerEntries],
    stock: second.stock ?? first.stock,
  };
}
