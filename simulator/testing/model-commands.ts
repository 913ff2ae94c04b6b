import fc from 'fast-check';
import { expect } from 'vitest';
import { control } from './model-control.js';
import type { ModelWorld } from './model-world.js';

/** One step of a random story. Numbers pick among existing objects, so every step is meaningful in any world. */
export type Command =
  | { do: 'create'; amount: number; capture: 'automatic' | 'manual'; multicapture: boolean; card: string }
  | { do: 'capture'; pick: number; fraction: number; final: boolean }
  | { do: 'cancel'; pick: number }
  | { do: 'refund'; pick: number; fraction: number }
  | { do: 'transfer'; amount: number }
  | { do: 'reverse'; pick: number; fraction: number }
  | { do: 'payout'; amount: number; seller: boolean }
  | { do: 'dispute'; pick: number }
  | { do: 'judge'; outcome: 'won' | 'lost' }
  | { do: 'travel'; days: number }
  | { do: 'repeat'; pick: number };

const pick = fc.nat(20);
const fraction = fc.constantFrom(0.1, 0.5, 0.9, 1, 1.1);
const amount = fc.integer({ min: 50, max: 20_000 });
/** Small enough that the balance often covers it. */
const movedAmount = fc.integer({ min: 1, max: 4_000 });

/** Random steps, weighted so that stories get far. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      amount,
      capture: fc.constantFrom('automatic' as const, 'manual' as const, 'manual' as const),
      multicapture: fc.boolean(),
      card: fc.constantFrom(
        'pm_card_bypassPending',
        'pm_card_bypassPending',
        'pm_card_visa',
        'pm_card_visa_chargeDeclined',
        'pm_card_refundFail',
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('capture' as const), pick, fraction, final: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('refund' as const), pick, fraction }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('transfer' as const), amount: movedAmount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), pick, fraction }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('payout' as const), amount: movedAmount, seller: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dispute' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('judge' as const),
      outcome: fc.constantFrom('won' as const, 'lost' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('travel' as const), days: fc.constantFrom(1, 3, 8) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), pick }) },
);

/** Executes the step and compares the answer with the model's expectation. */
export async function execute(world: ModelWorld, step: Command): Promise<void> {
  switch (step.do) {
    case 'create':
      return create(world, step);
    case 'capture':
      return capture(world, step);
    case 'cancel':
      return cancel(world, step.pick);
    case 'refund':
      return refund(world, step);
    case 'transfer':
      return transfer(world, step.amount);
    case 'reverse':
      return reverse(world, step);
    case 'payout':
      return payout(world, step);
    case 'dispute':
      return control.dispute(world, step.pick);
    case 'judge':
      return control.judge(world, step.outcome);
    case 'travel':
      return control.travel(world, step.days);
    case 'repeat':
      return repeat(world, step.pick);
  }
}

async function create(world: ModelWorld, step: Extract<Command, { do: 'create' }>): Promise<void> {
  const reply = await world.post('/v1/payment_intents', {
    amount: String(step.amount),
    currency: 'usd',
    capture_method: step.capture,
    'allowed_payment_method_types[0]': 'card',
    payment_method: step.card,
    confirm: 'true',
    ...(step.multicapture ? { 'payment_method_options[card][request_multicapture]': 'if_available' } : {}),
  });
  const declined = step.card === 'pm_card_visa_chargeDeclined';
  expect(reply.status).toBe(declined ? 402 : 200);
  if (declined) return;
  const manual = step.capture === 'manual';
  world.intents.push({
    id: String(reply.body['id']),
    charge: String(reply.body['latest_charge']),
    authorized: step.amount,
    captured: manual ? 0 : step.amount,
    refunded: 0,
    multicapture: manual && step.multicapture,
    open: manual,
    disputed: false,
  });
}

async function capture(world: ModelWorld, step: Extract<Command, { do: 'capture' }>): Promise<void> {
  const intent = world.intents[step.pick % Math.max(1, world.intents.length)];
  if (intent === undefined) return;
  const left = intent.authorized - intent.captured;
  const wanted = Math.ceil(left * step.fraction);
  const reply = await world.post(`/v1/payment_intents/${intent.id}/capture`, {
    amount_to_capture: String(wanted),
    final_capture: String(step.final),
  });
  const releases = wanted === 0 && intent.multicapture && step.final;
  const allowed =
    intent.open && wanted <= left && (step.final || intent.multicapture) && (wanted > 0 || releases);
  expect(reply.status).toBe(allowed ? 200 : 400);
  if (!allowed) return;
  intent.captured += wanted;
  intent.open = !step.final;
}

async function cancel(world: ModelWorld, index: number): Promise<void> {
  const intent = world.intents[index % Math.max(1, world.intents.length)];
  if (intent === undefined) return;
  const reply = await world.post(`/v1/payment_intents/${intent.id}/cancel`, {});
  expect(reply.status).toBe(intent.open ? 200 : 400);
  intent.open = false;
}

async function refund(world: ModelWorld, step: Extract<Command, { do: 'refund' }>): Promise<void> {
  const intent = world.intents[step.pick % Math.max(1, world.intents.length)];
  if (intent === undefined) return;
  const left = intent.captured - intent.refunded;
  const wanted = Math.max(1, Math.ceil(left * step.fraction));
  const reply = await world.post('/v1/refunds', { payment_intent: intent.id, amount: String(wanted) });
  const allowed = wanted <= left && !intent.disputed;
  expect(reply.status).toBe(allowed ? 200 : 400);
  if (allowed) intent.refunded += wanted;
}

async function transfer(world: ModelWorld, wanted: number): Promise<void> {
  const available = world.simulator.balances.available(null, 'usd');
  const reply = await world.post('/v1/transfers', {
    amount: String(wanted),
    currency: 'usd',
    destination: world.seller,
  });
  expect(reply.status).toBe(wanted <= available ? 200 : 400);
  if (reply.status === 200)
    world.transfers.push({ id: String(reply.body['id']), amount: wanted, reversed: 0 });
}

async function reverse(world: ModelWorld, step: Extract<Command, { do: 'reverse' }>): Promise<void> {
  const sent = world.transfers[step.pick % Math.max(1, world.transfers.length)];
  if (sent === undefined) return;
  const left = sent.amount - sent.reversed;
  const wanted = Math.max(1, Math.ceil(left * step.fraction));
  const covered = wanted <= world.simulator.balances.available(world.seller, 'usd');
  const reply = await world.post(`/v1/transfers/${sent.id}/reversals`, { amount: String(wanted) });
  expect(reply.status).toBe(wanted <= left && covered ? 200 : 400);
  if (reply.status === 200) sent.reversed += wanted;
}

async function payout(world: ModelWorld, step: Extract<Command, { do: 'payout' }>): Promise<void> {
  const account = step.seller ? world.seller : undefined;
  const covered = step.amount <= world.simulator.balances.available(account ?? null, 'usd');
  const reply = await world.post('/v1/payouts', { amount: String(step.amount), currency: 'usd' }, account);
  expect(reply.status).toBe(covered ? 200 : 400);
}

/** Repeats an earlier request with its key: the answer is the same, whatever has happened since. */
async function repeat(world: ModelWorld, index: number): Promise<void> {
  const earlier = world.sent[index % Math.max(1, world.sent.length)];
  if (earlier === undefined) return;
  const again = await world.repeat(earlier);
  if (!again.replayed) return;
  expect(again.status).toBe(earlier.reply.status);
  expect(again.text).toBe(earlier.reply.text);
}
