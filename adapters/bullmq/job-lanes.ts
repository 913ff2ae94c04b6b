import type { StepKind } from '../../core/payments/payment-step.js';

/** Work that a shopper waits for never queues behind captures: every lane has its own queue and its own hands. */
export const lanes = {
  checkout: { concurrency: 16 },
  capture: { concurrency: 16 },
  webhooks: { concurrency: 8 },
} as const satisfies Record<string, { concurrency: number }>;

export type Lane = keyof typeof lanes;
export const laneNames = ['checkout', 'capture', 'webhooks'] as const satisfies readonly Lane[];

const LANE_OF: Readonly<Record<StepKind, Lane>> = {
  CREATE_INTENT: 'checkout',
  CONFIRM: 'checkout',
  RETRIEVE: 'checkout',
  CAPTURE: 'capture',
  CANCEL: 'capture',
};

/** The lane of a step. */
export function laneOf(kind: StepKind): Lane {
  return LANE_OF[kind];
}
