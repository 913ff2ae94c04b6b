import type DataLoader from 'dataloader';

import type { Seller } from '../../core/catalog/seller.js';
import type { Actor } from '../../core/identity/actor.js';
import type { SellerBalance } from '../../core/ledger/ports.js';
import type { StepView, WebhookView } from '../../core/operations/ports.js';
import type { PspStepId, SellerId } from '../../core/shared/ids.js';
import type { RefreshCookie } from '../identity/refresh-cookie.js';
import type { HistoryLoader } from './orders/history-loader.js';
import type { Application } from '../application.js';

/** What the resolvers use of the application. */
export type ContextParts = Pick<
  Application,
  'useCases' | 'readers' | 'changes' | 'tokens' | 'pspSettings' | 'rateLimits' | 'logger'
>;

/** What a resolver gets: the use cases and, for this request or this one event of a subscription, its loaders. */
export type GraphqlContext = ContextParts &
  Readonly<{
    loaders: Readonly<{
      sellers: DataLoader<SellerId, Seller | null>;
      histories: HistoryLoader;
      balances: DataLoader<SellerId, readonly SellerBalance[]>;
      steps: DataLoader<PspStepId, StepView | null>;
      webhookEvents: DataLoader<string, WebhookView | null>;
    }>;
    /** Who asks. A guest is ANONYMOUS and proves a cart or an order by its token. */
    actor: Actor;
    /** Null on a socket. */
    refreshCookie: RefreshCookie | null;
    correlationId: string;
    /** Where the request comes from, as far as tries are counted. */
    clientAddress: string;
    /** Null over HTTP, where nothing lasts. */
    live: LiveContext | null;
  }>;

/** What only an operation on a socket needs, because it outlives what was true when it began. */
export type LiveContext = Readonly<{
  /** Who asks by now, with the roles of today. */
  recheck: () => Promise<Actor>;
  /** As of the last recheck. */
  actor: () => Actor;
  /** For the next event: with loaders that have loaded nothing yet, and the actor as of the last recheck. */
  contextOfEvent: () => GraphqlContext;
}>;
