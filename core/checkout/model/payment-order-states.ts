import { z } from 'zod';

import type { EventOf, StateMachine, StateOf } from '../../shared/state-machine.js';

type State =
  | 'INITIATED_PENDING'
  | 'CAPTURE_REQUESTED'
  | 'PENDING_CAPTURE'
  | 'CAPTURED'
  | 'CAPTURE_FAILED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'VOIDED';
type Event =
  | 'captureRequested'
  | 'captureDeferred'
  | 'captured'
  | 'captureFailed'
  | 'partRefunded'
  | 'allRefunded'
  | 'partReversed'
  | 'allReversed'
  | 'voided';

/**
 * One seller's part of the payment. PENDING_CAPTURE (unknown outcome; the call is repeated with the same key) and
 * CAPTURE_FAILED (definitively failed) are never confused. A failed payment order is voided or, where its goods may be
 * on their way, captured again manually, with a new key.
 */
export const paymentOrderMachine = {
  name: 'PaymentOrder',
  initial: 'INITIATED_PENDING',
  table: {
    INITIATED_PENDING: { captureRequested: 'CAPTURE_REQUESTED', voided: 'VOIDED' },
    CAPTURE_REQUESTED: {
      captured: 'CAPTURED',
      captureFailed: 'CAPTURE_FAILED',
      captureDeferred: 'PENDING_CAPTURE',
    },
    PENDING_CAPTURE: { captureRequested: 'CAPTURE_REQUESTED', voided: 'VOIDED' },
    CAPTURED: { partRefunded: 'PARTIALLY_REFUNDED', allRefunded: 'REFUNDED' },
    CAPTURE_FAILED: { captureRequested: 'CAPTURE_REQUESTED', voided: 'VOIDED' },
    PARTIALLY_REFUNDED: {
      partRefunded: 'PARTIALLY_REFUNDED',
      allRefunded: 'REFUNDED',
      partReversed: 'PARTIALLY_REFUNDED',
      allReversed: 'CAPTURED',
    },
    // A reversed refund restores the previous state.
    REFUNDED: { partReversed: 'PARTIALLY_REFUNDED', allReversed: 'CAPTURED' },
    VOIDED: {},
  },
} as const satisfies StateMachine<State, Event>;

export type PaymentOrderStatus = StateOf<typeof paymentOrderMachine>;
export type PaymentOrderEvent = EventOf<typeof paymentOrderMachine>;

/** Parses a status from a stored answer. */
export const paymentOrderStatus = z.literal([
  'INITIATED_PENDING',
  'CAPTURE_REQUESTED',
  'PENDING_CAPTURE',
  'CAPTURED',
  'CAPTURE_FAILED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'VOIDED',
] satisfies PaymentOrderStatus[]);
