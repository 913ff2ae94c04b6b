import { closeDispute, isClosed } from '../disputes/close-dispute.js';
import { openDispute } from '../disputes/open-dispute.js';
import type { ModelWorld } from './model-world.js';

const DAY_MS = 86_400_000;

/** Steps outside of the API: time, banks and card networks. */
export const control = {
  async dispute(world: ModelWorld, index: number): Promise<void> {
    const intent = world.intents[index % Math.max(1, world.intents.length)];
    const charge = world.simulator.store.table('charge').get(intent?.charge ?? '');
    if (intent === undefined || charge === undefined || charge.disputed || charge.amount_captured === 0)
      return;
    world.simulator.act(null, (call) =>
      openDispute(call, charge, { reason: 'fraudulent', inquiry: false, amount: charge.amount_captured }),
    );
    intent.disputed = true;
  },

  async judge(world: ModelWorld, outcome: 'won' | 'lost'): Promise<void> {
    const open = [...world.simulator.store.table('dispute').oldestFirst()].find(
      (dispute) => !isClosed(dispute),
    );
    if (open !== undefined) world.simulator.act(null, (call) => closeDispute(call, open, outcome));
  },

  /** Time passes: authorizations expire after a week, one test card's refunds fail, and keys expire after a day. */
  async travel(world: ModelWorld, days: number): Promise<void> {
    world.simulator.travelTo(world.simulator.store.clock.nowMs() + days * DAY_MS);
    for (const intent of world.intents) {
      const charge = world.simulator.store.table('charge').get(intent.charge);
      const before = charge?.payment_method_details.card.capture_before;
      if (before !== undefined && before <= world.simulator.store.clock.now()) intent.open = false;
      intent.refunded = effectiveRefunds(world, intent.charge);
    }
    // An expired key may start a new request, so its stored answer proves nothing.
    world.sent.length = 0;
  },
};

function effectiveRefunds(world: ModelWorld, charge: string): number {
  let sum = 0;
  for (const refund of world.simulator.store.table('refund').oldestFirst()) {
    const counts = refund.status !== 'failed' && refund.reason !== 'expired_uncaptured_charge';
    if (refund.charge === charge && counts) sum += refund.amount;
  }
  return sum;
}
