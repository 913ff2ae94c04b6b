import type { Guarantee } from '../../core/verification/ports.js';

/** The guarantee, what is wrong, how it is broken and mended, and what verify says of it. */
export type Planted = [Guarantee, string, string[], string[], RegExp];

/** Faults of holds. */
export const plantedHolds: readonly Planted[] = [
  [
    'G2',
    'a hold that does not count',
    [`UPDATE payment_intent SET hold = NULL`],
    [`UPDATE payment_intent SET hold = 'CLOSED'`],
    /its intents hold or held 0/,
  ],
  [
    'G5',
    'money that is held for an attempt that nobody decides',
    [`UPDATE payment_intent SET hold = 'WAITING'`],
    [`UPDATE payment_intent SET hold = 'CLOSED'`],
    /holds money that is WAITING/,
  ],
  [
    'G5',
    'a hold that ends unnoticed',
    [`UPDATE payment SET hold = 'OPEN', capture_before = now() + interval '2 hours'`],
    [`UPDATE payment SET hold = 'CLOSED', capture_before = now() + interval '7 days'`],
    /its hold ends at/,
  ],
];
