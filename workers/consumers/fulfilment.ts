import { z } from 'zod';

import type { FulfilmentList } from '../../core/fulfilment/confirmed-order.js';
import type { Logger } from '../../core/shared/logger.js';
import type { ConsumerInbox } from '../../sdk/consumer-inbox.js';
import { startEventConsumer } from '../../sdk/event-consumer.js';
import { eventHandler } from '../../sdk/event-handler.js';
import type { EventSubscriber, PartitionLag, Subscription } from '../../sdk/event-subscriber.js';

export type FulfilmentConsumer<Tx> = Readonly<{
  subscriber: EventSubscriber;
  inbox: ConsumerInbox<Tx>;
  list: FulfilmentList<Tx>;
  groupId: string;
  logger: Logger;
  onLag?: (lag: PartitionLag) => void;
}>;

/** The fields of OrderConfirmed that fulfilment needs; additional fields are ignored. */
const orderConfirmed = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  confirmedAt: z.iso.datetime(),
  sellers: z.array(z.object({ sellerOrderId: z.string() })).min(1),
});

const orderCanceled = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  canceledAt: z.iso.datetime(),
});

/** Adds every confirmed order to the fulfilment list, once, and marks it there when it is canceled. */
export function startFulfilmentConsumer<Tx>(options: FulfilmentConsumer<Tx>): Subscription {
  const { subscriber, inbox, list, groupId, logger, onLag } = options;
  return startEventConsumer({
    name: 'fulfilment',
    groupId,
    topics: ['splitcart.orders.v1'],
    subscriber,
    inbox,
    logger,
    ...(onLag ? { onLag } : {}),
    handlers: {
      OrderConfirmed: eventHandler(
        (data) => orderConfirmed.parse(data),
        async ({ id, sequence, data }, tx: Tx) => {
          const { orderId, orderNumber, sellers } = data;
          const confirmedAt = new Date(data.confirmedAt);
          await list.add(tx, {
            orderId,
            orderNumber,
            eventId: id,
            sequence,
            sellerCount: sellers.length,
            confirmedAt,
          });
          logger.info({ event: 'fulfilment.order_received', orderId, orderNumber, sellers: sellers.length });
        },
      ),
      OrderCanceled: eventHandler(
        (data) => orderCanceled.parse(data),
        async ({ data: { orderId, orderNumber, canceledAt } }, tx: Tx) => {
          const isListed = await list.cancel(tx, { orderId, canceledAt: new Date(canceledAt) });
          if (isListed) logger.info({ event: 'fulfilment.order_canceled', orderId, orderNumber });
        },
      ),
    },
  });
}
