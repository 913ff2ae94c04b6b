import type { SellerOrderId } from '../../shared/ids.js';
import { mustTransition } from '../../shared/state-machine.js';
import type { CheckoutChange } from './checkout.js';
import { moved, sellerOrderOf } from './checkout.js';
import type { SellerOrderEvent } from './seller-order-states.js';
import { sellerOrderMachine } from './seller-order-states.js';

/** Moves a seller order, and records the time of shipment or delivery by the database clock. */
export function moveSellerOrder(
  change: CheckoutChange,
  id: SellerOrderId,
  event: SellerOrderEvent,
): CheckoutChange {
  const { readAt, sellerOrders } = change.after;
  const current = sellerOrderOf(change.after, id);
  const next = {
    ...current,
    status: mustTransition(sellerOrderMachine, current.status, event),
    ...(event === 'shipped' && { shippedAt: readAt }),
    ...(event === 'delivered' && { deliveredAt: readAt }),
  };
  return moved(
    change,
    { sellerOrders: sellerOrders.map((each) => (each.id === id ? next : each)) },
    { machine: sellerOrderMachine.name, entityId: id, from: current.status, to: next.status },
  );
}
