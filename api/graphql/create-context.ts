import DataLoader from 'dataloader';

import type { PspStepId, SellerId } from '../../core/shared/ids.js';
import type { ApiServices } from '../services.js';
import type { GraphqlContext } from './context.js';
import { createHistoryLoader } from './orders/history-loader.js';

/** A context with loaders of its own; one per request, and one per event of a subscription. */
export function createContext(
  services: ApiServices,
  asked: Pick<GraphqlContext, 'actor' | 'refreshCookie' | 'correlationId' | 'clientAddress' | 'live'>,
): GraphqlContext {
  const sellers = new DataLoader(
    (ids: readonly Parameters<ApiServices['sellers']['findMany']>[0][number][]) =>
      services.sellers.findMany(ids),
  );
  const balances = new DataLoader((ids: readonly SellerId[]) => services.ledger.balances(ids));
  const histories = createHistoryLoader(services.histories);
  const steps = loaderById((ids: readonly PspStepId[]) => services.operations.findSteps(ids));
  const webhookEvents = loaderById((ids: readonly string[]) => services.operations.findWebhooks(ids));
  return { services, ...asked, loaders: { sellers, balances, histories, steps, webhookEvents } };
}

/** Of a reader that answers in any order and leaves out what does not exist. */
function loaderById<Id extends string, Found extends { id: Id }>(
  findMany: (ids: readonly Id[]) => Promise<readonly Found[]>,
): DataLoader<Id, Found | null> {
  return new DataLoader<Id, Found | null>(async (ids) => {
    const found = new Map((await findMany(ids)).map((each) => [each.id, each]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
