import type { Guarantee } from '../../core/verification/ports.js';

/** The guarantee, the fault, the statements that plant and undo it, and the expected finding. */
export type Planted = [Guarantee, string, string[], string[], RegExp];

/** Faults of authorizations. */
export const plantedAuthorizations: readonly Planted[] = [
  [
    'G2',
    'an authorization without a state',
    [`UPDATE payment_intent SET authorization_state = NULL`],
    [`UPDATE payment_intent SET authorization_state = 'CLOSED'`],
    /its intents authorized 0/,
  ],
  [
    'G5',
    'an authorization of an attempt that is never decided',
    [`UPDATE payment_intent SET authorization_state = 'PENDING_SIBLINGS'`],
    [`UPDATE payment_intent SET authorization_state = 'CLOSED'`],
    /has an authorization in PENDING_SIBLINGS/,
  ],
  [
    'G5',
    'an authorization that expires unnoticed',
    [`UPDATE payment SET authorization_state = 'OPEN', capture_before = now() + interval '2 hours'`],
    [`UPDATE payment SET authorization_state = 'CLOSED', capture_before = now() + interval '7 days'`],
    /its authorization expires at/,
  ],
];
