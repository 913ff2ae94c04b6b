import DataLoader from 'dataloader';

import type { HistoryEntry, HistoryRequest, OrderHistories } from '../../../core/orders/order-history.js';
import { parseId } from '../../../core/shared/ids.js';

/** A page of one order's history. */
export type HistoryKey = Omit<HistoryRequest, 'orderIds'> & Readonly<{ orderId: string }>;
export type HistoryLoader = DataLoader<HistoryKey, readonly HistoryEntry[], string>;

/** Loads the histories of all orders of a list in one statement; one more per set of different arguments. */
export function createHistoryLoader(histories: OrderHistories): HistoryLoader {
  return new DataLoader<HistoryKey, readonly HistoryEntry[], string>(
    async (keys) => {
      const pages = new Map<string, HistoryKey[]>();
      for (const key of keys) pages.set(pageOf(key), [...(pages.get(pageOf(key)) ?? []), key]);
      const found = new Map<string, readonly HistoryEntry[]>();
      for (const [page, [sample, ...others]] of pages) {
        if (sample === undefined) continue;
        const { isFull, first, after } = sample;
        const orderIds = [sample, ...others].flatMap(({ orderId }) => parseId('ord', orderId) ?? []);
        const entries = await histories.findMany({ orderIds, isFull, first, after });
        for (const [orderId, ofOrder] of entries) found.set(`${orderId}|${page}`, ofOrder);
      }
      return keys.map((key) => found.get(nameOf(key)) ?? []);
    },
    { cacheKeyFn: nameOf },
  );
}

const pageOf = ({ isFull, first, after }: HistoryKey): string => `${isFull}|${first}|${after ?? ''}`;
const nameOf = (key: HistoryKey): string => `${key.orderId}|${pageOf(key)}`;
