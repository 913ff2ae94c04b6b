import type DataLoader from 'dataloader';

import type { Seller } from '../../core/catalog/seller.js';
import type { Actor } from '../../core/identity/actor.js';
import type { SellerBalance } from '../../core/ledger/ports.js';
import type { StepView, WebhookView } from '../../core/operations/ports.js';
import type { PspStepId, SellerId } from '../../core/shared/ids.js';
import type { RefreshCookie } from '../identity/refresh-cookie.js';
import type { HistoryLoader } from './orders/history-loader.js';
import type { Application } from '../application.js';

/** The parts of the application that resolvers use. */
export type ContextParts = Pick<
  Application,
  'useCases' | 'readers' | 'changes' | 'tokens' | 'pspSettings' | 'rateLimits' | 'logger'
>;

/** What a resolver receives: the use cases, and the data loaders of this request or this subscription event. */
export type GraphqlContext = ContextParts &
  Readonly<{
    loaders: Readonly<{
      sellers: DataLoader<SellerId, Seller | null>;
      histories: HistoryLoader;
      balances: DataLoader<SellerId, readonly SellerBalance[]>;
      steps: DataLoader<PspStepId, StepView | null>;
      webhookEvents: DataLoader<string, WebhookView | null>;
    }>;
    /** The caller. A guest is ANONYMOUS and proves access to a cart or an order by its token. */
    actor: Actor;
    /** Null on a socket. */
    refreshCookie: RefreshCookie | null;
    correlationId: string;
    /** Client address that rate limits count by. */
    clientAddress: string;
    /** Null over HTTP, which has no long-lived operations. */
    live: LiveContext | null;
  }>;

/** What an operation on a socket needs because it may outlive the caller's session or role. */
export type LiveContext = Readonly<{
  /** Reads the caller again, with their current role. */
  recheck: () => Promise<Actor>;
  /** As of the last recheck. */
  actor: () => Actor;
  /** For the next event: empty loaders, and the actor as of the last recheck. */
  contextOfEvent: () => GraphqlContext;
}>;
