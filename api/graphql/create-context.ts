import DataLoader from 'dataloader';

import type { SellerId } from '../../core/shared/ids.js';
import type { ApiServices } from '../services.js';
import type { GraphqlContext } from './context.js';
import { createHistoryLoader } from './orders/history-loader.js';

/** A context with loaders of its own; one per request, and one per subscription. */
export function createContext(
  services: ApiServices,
  asked: Pick<GraphqlContext, 'actor' | 'refreshCookie' | 'correlationId' | 'clientAddress'>,
): GraphqlContext {
  const sellers = new DataLoader(
    (ids: readonly Parameters<ApiServices['sellers']['findMany']>[0][number][]) =>
      services.sellers.findMany(ids),
  );
  const balances = new DataLoader((ids: readonly SellerId[]) => services.ledger.balances(ids));
  const histories = createHistoryLoader(services.histories);
  return { services, ...asked, loaders: { sellers, balances, histories } };
}
