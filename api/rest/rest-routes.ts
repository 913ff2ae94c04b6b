import { Router } from 'express';

import { sendProblem } from '../http/problem.js';
import type { Application } from '../application.js';
import { itemSheetOperations, itemSheetRoutes } from './item-sheet-routes.js';
import { paymentOperation, paymentRoute } from './payment-route.js';
import { receiptOperations, receiptRoutes } from './receipt-routes.js';
import { notFound } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';
import { sellerBalanceOperation, sellerBalanceRoute } from './seller-balance-route.js';

/** Every route under /api, for docs/openapi.yaml; a route and its operation are defined in one file. */
export const restOperations: readonly RestOperation[] = [
  paymentOperation,
  sellerBalanceOperation,
  ...receiptOperations,
  ...itemSheetOperations,
];

/** The REST routes. */
export function restRoutes(application: Application): Router {
  const router = Router();
  router.use(paymentRoute(application));
  router.use(receiptRoutes(application));
  router.use(sellerBalanceRoute(application));
  router.use(
    itemSheetRoutes({ catalog: application.useCases.catalog, authenticator: application.authenticator }),
  );
  // Otherwise the web app would answer with its page.
  router.use('/api', (_request, response) => sendProblem(response, notFound('route')));
  return router;
}
