import type { CheckoutChange } from './checkout.js';
import { moved } from './checkout.js';
import type { RefundId } from '../../shared/ids.js';
import { mustTransition } from '../../shared/state-machine.js';
import type { CheckoutRefund } from './refund.js';
import type { RefundEvent } from './refund-states.js';
import { refundMachine } from './refund-states.js';

/** Adds a refund, with the first entry of its history. */
export function addRefund(change: CheckoutChange, refund: CheckoutRefund): CheckoutChange {
  const refunds = [...change.after.refunds, refund];
  const entry = { machine: refundMachine.name, entityId: refund.id, from: null, to: refund.status };
  return moved(change, { refunds }, entry);
}

export function moveRefund(
  change: CheckoutChange,
  { id, event, patch }: { id: RefundId; event: RefundEvent; patch: Partial<CheckoutRefund> },
): CheckoutChange {
  const current = change.after.refunds.find((each) => each.id === id);
  if (current === undefined) throw new Error(`${id} is not part of this checkout`);
  const status = mustTransition(refundMachine, current.status, event);
  const refunds = change.after.refunds.map((each) => (each.id === id ? { ...each, ...patch, status } : each));
  const entry = { machine: refundMachine.name, entityId: id, from: current.status, to: status };
  return moved(change, { refunds }, entry);
}
