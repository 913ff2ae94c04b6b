import { expect } from 'vitest';
import type { JournalEntry, JournalType } from '../journal/journal-entry.js';
import type { ModelWorld } from './model-world.js';

/** Checks the invariants of the simulator after a story. */
export async function checkInvariants(world: ModelWorld): Promise<void> {
  checkIntents(world);
  checkTransfers(world);
  await checkBalance(world, null);
  await checkBalance(world, world.seller);
}

function checkIntents(world: ModelWorld): void {
  const { store } = world.simulator;
  for (const model of world.intents) {
    const intent = store.table('payment_intent').get(model.id);
    const charge = store.table('charge').get(model.charge);
    if (intent === undefined || charge === undefined) throw new Error(`lost ${model.id}`);
    const moved = sums(world, (entry) => entry.intent === model.id);
    const refunded = moved('refund') - moved('refund_failed');
    // The model, the objects and the journal agree.
    expect(intent.amount_received).toBe(model.captured);
    expect(charge.amount_captured).toBe(model.captured);
    expect(moved('capture')).toBe(model.captured);
    expect(refunded).toBe(model.refunded);
    expect(moved('authorize')).toBe(model.authorized);
    expect(intent.status === 'requires_capture').toBe(model.open);
    // Money is neither created nor lost.
    expect(model.captured).toBeLessThanOrEqual(model.authorized);
    expect(refunded).toBeLessThanOrEqual(model.captured);
    const released = moved('release') + moved('void') + moved('expire');
    expect(moved('capture') + released + intent.amount_capturable).toBe(model.authorized);
    if (model.captured > 0 && intent.status === 'succeeded') expect(charge.amount_refunded).toBe(refunded);
  }
}

function checkTransfers(world: ModelWorld): void {
  const { store } = world.simulator;
  for (const model of world.transfers) {
    expect(store.table('transfer').get(model.id)).toMatchObject({
      amount: model.amount,
      amount_reversed: model.reversed,
    });
    expect(model.reversed).toBeLessThanOrEqual(model.amount);
  }
  const moved = sums(world, () => true);
  expect(moved('transfer')).toBe(world.transfers.reduce((sum, { amount }) => sum + amount, 0));
  expect(moved('transfer_reversal')).toBe(world.transfers.reduce((sum, { reversed }) => sum + reversed, 0));
}

/** Checks that the API's balance is the sum of its balance transactions. */
async function checkBalance(world: ModelWorld, account: string | null): Promise<void> {
  const balance = await world.get('/v1/balance', account ?? undefined);
  const expected = { available: 0, pending: 0 };
  for (const transaction of world.simulator.store.table('balance_transaction').oldestFirst()) {
    if ((world.simulator.store.ownerOf(transaction.id) ?? null) !== account) continue;
    expected[transaction.status] += transaction.net;
  }
  const reported = (state: string): number => (balance.body[state] as { amount: number }[])[0]?.amount ?? 0;
  expect({ available: reported('available'), pending: reported('pending') }).toEqual(expected);
}

/** Sums the journal entries by type. */
function sums(world: ModelWorld, keep: (entry: JournalEntry) => boolean): (type: JournalType) => number {
  const byType = new Map<JournalType, number>();
  for (const entry of world.simulator.store.table('journal_entry').oldestFirst()) {
    if (keep(entry)) byType.set(entry.type, (byType.get(entry.type) ?? 0) + entry.amount);
  }
  return (type) => byType.get(type) ?? 0;
}
