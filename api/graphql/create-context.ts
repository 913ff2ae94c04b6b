import DataLoader from 'dataloader';

import type { ApiServices } from '../services.js';
import type { GraphqlContext } from './context.js';
import { createHistoryLoader } from './orders/history-loader.js';

/** A context with loaders of its own; one per request, and one per subscription. */
export function createContext(
  services: ApiServices,
  { actor, refreshCookie, correlationId }: Pick<GraphqlContext, 'actor' | 'refreshCookie' | 'correlationId'>,
): GraphqlContext {
  const sellers = new DataLoader(
    (ids: readonly Parameters<ApiServices['sellers']['findMany']>[0][number][]) =>
      services.sellers.findMany(ids),
  );
  return {
    services,
    actor,
    refreshCookie,
    correlationId,
    loaders: { sellers, histories: createHistoryLoader(services.histories) },
  };
}
