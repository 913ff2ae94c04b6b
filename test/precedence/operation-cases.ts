import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import { buildCheckout } from '../../core/checkout/testing/build-checkout.js';
import type { Operations } from '../../core/operations/ports.js';
import { recheckPayment } from '../../core/operations/recheck-payment.js';
import { replayWebhook } from '../../core/operations/replay-webhook.js';
import { retryStep } from '../../core/operations/retry-step.js';
import { newId } from '../../core/shared/ids.js';
import { account } from './people.js';
import type { Fault } from './precedence-case.js';
import { checkoutsOf, commandPorts, freeKey, precedenceCase } from './precedence-case.js';

type RepairWorld = { actor: Actor; reason: string; isUnknown: boolean; isNotNeeded: boolean };

const repairWorld = (): RepairWorld => ({
  actor: account('OPS'),
  reason: 'The PSP was down',
  isUnknown: false,
  isNotNeeded: false,
});

const denials: readonly Fault<RepairWorld>[] = [
  { code: 'SIGN_IN_REQUIRED', plant: (world) => (world.actor = ANONYMOUS) },
  { code: 'NOT_PERMITTED', plant: (world) => (world.actor = account('SHOPPER')) },
  { code: 'INVALID_INPUT', field: 'reason', plant: (world) => (world.reason = '') },
];

/** A caller cannot be both signed out and signed in without permission. */
const apart: [number, number][] = [[0, 1]];

const at = new Date('2026-11-21T09:00:00.000Z');

function operationsOf({ isUnknown, isNotNeeded }: RepairWorld, checkout = buildCheckout()): Operations {
  const step = {
    ...{
      id: newId('stp'),
      kind: 'CAPTURE',
      subjectType: 'order',
      subjectId: checkout.order.id,
      orderId: checkout.order.id,
      orderNumber: 'K7Q2-M4XD',
    },
    ...{ state: isNotNeeded ? ('SUCCEEDED' as const) : ('NEEDS_ATTENTION' as const), attempt: 12 },
    ...{ error: null, firstCalledAt: null, firstCalledMsAgo: null, updatedAt: at },
  };
  const event = {
    ...{ id: 'evt_1', type: 'charge.captured', pspObjectId: null, attempt: 1, receivedAt: at },
    ...{ state: isNotNeeded ? ('WAITING' as const) : ('PARKED' as const), parkedReason: null },
  };
  const found = { orderId: checkout.order.id, intentIds: [] };
  const never = () => Promise.reject(new Error('not needed'));
  return {
    ...{ stuckSteps: never, findSteps: never, webhookEvents: never, findWebhooks: never, actions: never },
    findStep: () => Promise.resolve(isUnknown ? null : step),
    retryStep: () => Promise.resolve(true),
    findWebhook: () => Promise.resolve(isUnknown ? null : event),
    replayWebhook: () => Promise.resolve(true),
    attemptsOf: () => Promise.resolve(isUnknown ? null : found),
    keep: () => Promise.resolve(),
  };
}

const wakeUp = () => undefined;

const retrying = precedenceCase({
  file: 'core/operations/retry-step.ts',
  world: repairWorld,
  faults: [
    ...denials,
    { code: 'STEP_NOT_FOUND', plant: (world) => (world.isUnknown = true) },
    { code: 'STEP_NOT_RETRYABLE', plant: (world) => (world.isNotNeeded = true) },
  ],
  apart,
  run(world) {
    const { actor, reason } = world;
    const input = { actor, reason, stepId: newId('stp'), dryRun: false };
    return retryStep({ operations: operationsOf(world), wakeUp }, input);
  },
});

const replaying = precedenceCase({
  file: 'core/operations/replay-webhook.ts',
  world: repairWorld,
  faults: [
    ...denials,
    { code: 'WEBHOOK_EVENT_NOT_FOUND', plant: (world) => (world.isUnknown = true) },
    { code: 'WEBHOOK_EVENT_WAITING', plant: (world) => (world.isNotNeeded = true) },
  ],
  apart,
  run(world) {
    const { actor, reason } = world;
    const input = { actor, reason, eventId: 'evt_1', dryRun: false };
    return replayWebhook({ operations: operationsOf(world), wakeUp }, input);
  },
});

const rechecking = precedenceCase({
  file: 'core/operations/recheck-payment.ts',
  world: repairWorld,
  faults: [...denials, { code: 'PAYMENT_NOT_FOUND', plant: (world) => (world.isUnknown = true) }],
  apart,
  run(world) {
    const checkout = buildCheckout();
    const { transaction } = commandPorts(freeKey);
    const { actor, reason } = world;
    const ports = {
      operations: operationsOf(world, checkout),
      transaction,
      checkouts: checkoutsOf(checkout),
    };
    const input = { actor, reason, paymentId: checkout.payment.id, correlationId: 'request' };
    return recheckPayment({ ...ports, wakeUp }, input);
  },
});

export const operationCases = [retrying, replaying, rechecking];
