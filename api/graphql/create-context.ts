import DataLoader from 'dataloader';

import type { PspStepId, SellerId } from '../../core/shared/ids.js';
import type { ContextParts, GraphqlContext } from './context.js';
import { createHistoryLoader } from './orders/history-loader.js';

/** A context with its own loaders; one per request and one per subscription event. */
export function createContext(
  parts: ContextParts,
  asked: Pick<GraphqlContext, 'actor' | 'refreshCookie' | 'correlationId' | 'clientAddress' | 'live'>,
): GraphqlContext {
  const { readers } = parts;
  const sellers = new DataLoader((ids: readonly SellerId[]) => readers.sellers.findMany(ids));
  const balances = new DataLoader((ids: readonly SellerId[]) => readers.ledger.balances(ids));
  const histories = createHistoryLoader(readers.histories);
  const steps = loaderById((ids: readonly PspStepId[]) => readers.operations.findSteps(ids));
  const webhookEvents = loaderById((ids: readonly string[]) => readers.operations.findWebhooks(ids));
  return { ...parts, ...asked, loaders: { sellers, balances, histories, steps, webhookEvents } };
}

/** For a reader that returns rows in any order and omits missing ones. */
function loaderById<Id extends string, Found extends { id: Id }>(
  findMany: (ids: readonly Id[]) => Promise<readonly Found[]>,
): DataLoader<Id, Found | null> {
  return new DataLoader<Id, Found | null>(async (ids) => {
    const found = new Map((await findMany(ids)).map((each) => [each.id, each]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
