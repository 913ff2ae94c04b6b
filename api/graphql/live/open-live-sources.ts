import type { SellerOrderReader } from '../../../core/fulfilment/ports.js';
import type { ActivityLog } from '../../../core/operations/activity.js';
import type { OrderReader } from '../../../core/orders/ports.js';
import type { Logger } from '../../../core/shared/logger.js';
import type { LiveSources } from './live-sources.js';
import { createActivityFeed } from './activity-feed.js';
import { type Announcements, createOrderChanges } from './order-changes.js';
import { createSellerOrderChanges } from './seller-order-changes.js';

/** Listens to announcements until closed. */
export function openLiveSources({
  announcements,
  orderReader,
  sellerOrders,
  activity,
  logger,
}: {
  announcements: Announcements;
  orderReader: OrderReader;
  sellerOrders: SellerOrderReader;
  activity: ActivityLog;
  logger: Logger;
}): Readonly<{ sources: LiveSources; close: () => void }> {
  const sources = {
    orderChanges: createOrderChanges({ announcements, versions: orderReader.versions, logger }),
    sellerOrderChanges: createSellerOrderChanges({ announcements, sellerOrders, logger }),
    activityFeed: createActivityFeed({ announcements, log: activity, logger }),
  };
  return {
    sources,
    close() {
      for (const source of Object.values(sources)) source.close();
    },
  };
}
