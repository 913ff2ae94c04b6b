import type { Guarantee } from '../../core/verification/ports.js';

/** The guarantee, what is wrong, how it is broken and mended, and what verify says of it. */
export type Planted = [Guarantee, string, string[], string[], RegExp];

/** Faults of holds. */
export const plantedAuthorizations: readonly Planted[] = [
  [
    'G2',
    'a hold that does not count',
    [`UPDATE payment_intent SET authorization_state = NULL`],
    [`UPDATE payment_intent SET authorization_state = 'CLOSED'`],
    /its intents authorized 0/,
  ],
  [
    'G5',
    'money that is held for an attempt that nobody decides',
    [`UPDATE payment_intent SET authorization_state = 'PENDING_SIBLINGS'`],
    [`UPDATE payment_intent SET authorization_state = 'CLOSED'`],
    /has an authorization in PENDING_SIBLINGS/,
  ],
  [
    'G5',
    'a hold that ends unnoticed',
    [`UPDATE payment SET authorization_state = 'OPEN', capture_before = now() + interval '2 hours'`],
    [`UPDATE payment SET authorization_state = 'CLOSED', capture_before = now() + interval '7 days'`],
    /its authorization expires at/,
  ],
];
