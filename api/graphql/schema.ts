import 'reflect-metadata';

import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';

import { CartResolver } from './cart/cart-resolver.js';
import { ViewerCartResolver } from './cart/viewer-cart-resolver.js';
import { CaptureResolver } from './capture/capture-resolver.js';
import { CatalogResolver } from './catalog/catalog-resolver.js';
import { ItemEditResolver } from './catalog/item-edit-resolver.js';
import { SellerTermsResolver } from './catalog/seller-terms-resolver.js';
import { ConfirmDeliveryResolver } from './fulfilment/confirm-delivery-resolver.js';
import { FulfilmentResolver } from './fulfilment/fulfilment-resolver.js';
import { AccountMailResolver } from './identity/account-mail-resolver.js';
import { ApiKeyResolver } from './identity/api-key-resolver.js';
import { IssuerResolver } from './identity/issuer-resolver.js';
import { IdentityResolver } from './identity/identity-resolver.js';
import { StockResolver } from './inventory/stock-resolver.js';
import { JournalResolver } from './ledger/journal-resolver.js';
import { SellerBalanceResolver } from './ledger/seller-balance-resolver.js';
import { ActivityResolver } from './live/activity-resolver.js';
import { LiveResolver } from './live/live-resolver.js';
import { NodeResolver } from './node-resolver.js';
import { CancelOrderResolver } from './orders/cancel-order-resolver.js';
import { OrderLineResolver, OrderResolver, ShipmentResolver } from './orders/order-resolver.js';
import { OrderHistoryResolver } from './orders/order-history-resolver.js';
import { OrderListResolver } from './orders/order-list-resolver.js';
import { OperationsResolver } from './operations/operations-resolver.js';
import { OwnOrderResolver } from './orders/own-order-resolver.js';
import { AuthorizedPaymentResolver, PaymentResolver } from './payments/payment-resolver.js';
import { PspSettingsResolver } from './psp-settings-resolver.js';
import { RefundResolver } from './refunds/refund-resolver.js';
import { MoneyResolver } from './shared/money-type.js';
import { QuoteChangedType } from './orders/place-order-result.js';
import { PaymentDeclinedType } from './payments/payment-results.js';

/** The GraphQL schema. Use cases validate the input, so type-graphql's own validation is off. */
export async function createSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [
      CatalogResolver,
      ItemEditResolver,
      SellerTermsResolver,
      CartResolver,
      ViewerCartResolver,
      StockResolver,
      OrderResolver,
      OrderLineResolver,
      OrderListResolver,
      OwnOrderResolver,
      OrderHistoryResolver,
      ShipmentResolver,
      CancelOrderResolver,
      FulfilmentResolver,
      ConfirmDeliveryResolver,
      CaptureResolver,
      PaymentResolver,
      AuthorizedPaymentResolver,
      IdentityResolver,
      IssuerResolver,
      AccountMailResolver,
      ApiKeyResolver,
      OperationsResolver,
      SellerBalanceResolver,
      JournalResolver,
      RefundResolver,
      LiveResolver,
      ActivityResolver,
      NodeResolver,
      PspSettingsResolver,
      MoneyResolver,
    ],
    orphanedTypes: [QuoteChangedType, PaymentDeclinedType],
    // type-graphql requires a pubSub once there are subscriptions; ours bring their own event source.
    pubSub: createPubSub(),
    validate: false,
  });
}
