import { z } from 'zod';
import { inState, type AccountState } from '../accounts/requirements.js';
import { onAccount } from '../balance/move-balance.js';
import { closeDispute, isClosed } from '../disputes/close-dispute.js';
import { openDispute } from '../disputes/open-dispute.js';
import { emitEvent } from '../events/emit-event.js';
import { failPayout } from '../payouts/finish-payout.js';
import { PAYOUT_FAILURES } from '../payouts/payout-failures.js';
import { ControlError, readJson, type ControlRoute } from './control-route.js';

const accountInput = z.strictObject({
  state: z.enum(['enabled', 'onboarding', 'restricted', 'rejected'] satisfies AccountState[]),
  currentlyDue: z.array(z.string()).default([]),
});

const disputeInput = z.strictObject({
  charge: z.string(),
  reason: z
    .enum([
      'credit_not_processed',
      'duplicate',
      'fraudulent',
      'general',
      'product_not_received',
      'product_unacceptable',
      'subscription_canceled',
      'unrecognized',
    ])
    .default('fraudulent'),
  inquiry: z.boolean().default(false),
  amount: z.number().int().min(1).optional(),
});

const verdictInput = z.strictObject({ outcome: z.enum(['won', 'lost']) });
const payoutInput = z.strictObject({ failureCode: z.string().default('account_closed') });

/** Triggers actions of banks, card networks and Stripe's staff. */
export const moneyRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: /^\/_sim\/accounts\/([^/]+)$/,
    run(simulator, request, id) {
      const { state, currentlyDue } = readJson(request, accountInput);
      const account = simulator.store.table('account').get(id);
      if (account === undefined) throw new ControlError(404, `No such account: ${id}`);
      const changed = inState(account, state, currentlyDue);
      simulator.act(null, (call) => {
        call.tx.put('account', changed);
        emitEvent(onAccount(call, id), 'account.updated', changed);
      });
      return { status: 200, json: changed };
    },
  },
  {
    method: 'POST',
    path: /^\/_sim\/disputes$/,
    run(simulator, request) {
      const input = readJson(request, disputeInput);
      const charge = simulator.store.table('charge').get(input.charge);
      if (charge === undefined || charge.amount_captured === 0) {
        throw new ControlError(404, `No captured charge: ${input.charge}`);
      }
      const amount = input.amount ?? charge.amount_captured;
      const dispute = simulator.act(simulator.store.ownerOf(charge.id) ?? null, (call) =>
        openDispute(call, charge, { reason: input.reason, inquiry: input.inquiry, amount }),
      );
      return { status: 201, json: dispute };
    },
  },
  {
    method: 'POST',
    path: /^\/_sim\/disputes\/([^/]+)$/,
    run(simulator, request, id) {
      const { outcome } = readJson(request, verdictInput);
      const dispute = simulator.store.table('dispute').get(id);
      if (dispute === undefined || isClosed(dispute)) throw new ControlError(404, `No open dispute: ${id}`);
      const closed = simulator.act(simulator.store.ownerOf(id) ?? null, (call) =>
        closeDispute(call, dispute, outcome),
      );
      return { status: 200, json: closed };
    },
  },
  {
    method: 'POST',
    path: /^\/_sim\/payouts\/([^/]+)\/fail$/,
    run(simulator, request, id) {
      const { failureCode } = readJson(request, payoutInput);
      if (PAYOUT_FAILURES[failureCode] === undefined) {
        throw new ControlError(400, `failureCode must be one of ${Object.keys(PAYOUT_FAILURES).join(', ')}`);
      }
      const payout = simulator.store.table('payout').get(id);
      if (payout === undefined || payout.status === 'failed' || payout.status === 'canceled') {
        throw new ControlError(404, `No payout that can fail: ${id}`);
      }
      const failed = simulator.act(simulator.store.ownerOf(id) ?? null, (call) =>
        failPayout(call, payout, failureCode),
      );
      return { status: 200, json: failed };
    },
  },
];
