import { createHash } from 'node:crypto';

import { Router } from 'express';
import { z } from 'zod';

import { maySeeBalance } from '../../core/ledger/balance-access.js';
import type { SellerBalance } from '../../core/ledger/ports.js';
import { parseId } from '../../core/shared/ids.js';
import type { Application } from '../application.js';
import { notFound, restAnswer } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';

const minor = z
  .string()
  .regex(/^-?\d+$/)
  .describe('Amount in minor units of `currency`, as a decimal string; may be negative.');

/** Response body. */
const sellerBalanceBody = z.object({
  sellerId: z.string(),
  balances: z.array(
    z.object({
      currency: z.string().describe('ISO 4217 currency code.'),
      pendingMinor: minor,
      availableMinor: minor,
      totalMinor: minor,
      updatedAt: z.iso.datetime(),
    }),
  ),
});

export const sellerBalanceOperation: RestOperation = {
  path: '/api/v1/sellers/{id}/balance',
  id: 'getSellerBalance',
  summary: 'Retrieve a seller’s balance',
  description: 'Per currency. Requires seller membership, the FINANCE role or the scope `balances:read`.',
  permission: null,
  subject: 'seller',
  answers: { 'application/json': sellerBalanceBody },
};

/** GET /api/v1/sellers/{id}/balance: the same data as the query `balance`. */
export function sellerBalanceRoute(application: Pick<Application, 'authenticator' | 'readers'>): Router {
  const router = Router();
  router.get(
    '/api/v1/sellers/:id/balance',
    restAnswer(application, { permission: null }, async ({ id, actor }) => {
      const sellerId = parseId('sel', id);
      if (sellerId === null || !maySeeBalance(actor, sellerId)) return notFound('seller');
      const [balances = []] = await application.readers.ledger.balances([sellerId]);
      const body = { sellerId, balances: balances.map(balanceJson) };
      return { version: createHash('sha256').update(JSON.stringify(body)).digest('base64url'), body };
    }),
  );
  return router;
}

function balanceJson({ currency, pendingMinor, availableMinor, updatedAt }: SellerBalance) {
  return {
    currency,
    pendingMinor: pendingMinor.toString(),
    availableMinor: availableMinor.toString(),
    totalMinor: (pendingMinor + availableMinor).toString(),
    updatedAt: updatedAt.toISOString(),
  };
}
