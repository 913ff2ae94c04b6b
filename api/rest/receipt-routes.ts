import { Router } from 'express';

import { readingAccess } from '../../core/checkout/model/order-access.js';
import type { Receipt } from '../../core/orders/receipt.js';
import { receiptOf } from '../../core/orders/receipt.js';
import { isDomainError } from '../../core/shared/domain-error.js';
import { parseId } from '../../core/shared/ids.js';
import type { Problem } from '../http/problem.js';
import type { Application } from '../application.js';
import type { RestRequest } from './rest-answer.js';
import { notFound, restAnswer } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';

const receipt = {
  permission: null,
  subject: 'order',
  problems: { 409: 'ORDER_NOT_PAID: nothing is authorized or captured yet, so there is no receipt.' },
} as const;

export const receiptOperations: readonly RestOperation[] = [
  {
    ...receipt,
    path: '/api/v1/orders/{id}/receipt',
    id: 'getReceipt',
    summary: 'Retrieve a receipt as HTML',
    description: 'Requires the order’s token, its owner’s session, or access to all orders.',
    answers: { 'text/html': null },
  },
  {
    ...receipt,
    path: '/api/v1/orders/{id}/receipt.pdf',
    id: 'getReceiptPdf',
    summary: 'Retrieve a receipt as PDF',
    description: 'Returns the same receipt as a PDF file.',
    answers: { 'application/pdf': null },
  },
];

type Parts = Pick<Application, 'authenticator' | 'readers' | 'tokens' | 'receiptPage' | 'receiptPdf'>;

/** Receipts of an order as HTML and PDF. */
export function receiptRoutes(application: Parts): Router {
  const router = Router();
  router.get(
    '/api/v1/orders/:id/receipt',
    restAnswer(application, { permission: null }, async (request) => {
      const found = await findReceipt(application, request);
      if ('code' in found) return found;
      return {
        version: found.version,
        contentType: 'text/html',
        body: application.receiptPage(found.receipt),
      };
    }),
  );
  router.get(
    '/api/v1/orders/:id/receipt.pdf',
    restAnswer(application, { permission: null }, async (request) => {
      const found = await findReceipt(application, request);
      if ('code' in found) return found;
      const fileName = `receipt-${found.receipt.orderNumber}.pdf`;
      const body = await application.receiptPdf(found.receipt);
      return { version: found.version, contentType: 'application/pdf', body, fileName };
    }),
  );
  return router;
}

const SIGN_IN_REQUIRED: Problem = {
  status: 401,
  code: 'SIGN_IN_REQUIRED',
  title: 'Not signed in',
  detail: 'Send the order’s token in the `order-token` header, or sign in as its owner.',
};

async function findReceipt(
  application: Parts,
  { id, actor, orderToken }: RestRequest,
): Promise<Readonly<{ receipt: Receipt; version: string }> | Problem> {
  if (actor.kind === 'ANONYMOUS' && orderToken === null) return SIGN_IN_REQUIRED;
  const orderId = parseId('ord', id);
  const access = readingAccess(application, { actor, token: orderToken });
  const order = orderId === null ? null : await application.readers.orderReader.find(orderId, access);
  if (order === null) return notFound('order');
  const made = receiptOf(order);
  if (isDomainError(made)) {
    const detail = `An unpaid order has no receipt (${made.status}).`;
    return { status: 409, code: made.code, title: 'Not paid', detail };
  }
  return { receipt: made, version: `1-${order.version}` };
}
