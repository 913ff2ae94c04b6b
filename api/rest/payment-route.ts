import { Router } from 'express';
import { z } from 'zod';

import { paymentOrderMachine } from '../../core/checkout/model/payment-order-states.js';
import { paymentMachine } from '../../core/checkout/model/payment-states.js';
import type { PaymentSummary } from '../../core/payments/payment-summary.js';
import { parseId } from '../../core/shared/ids.js';
import type { Application } from '../application.js';
import { notFound, restAnswer } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';

const minor = z.string().regex(/^\d+$/).describe('Amount in minor units of `currency`, as a decimal string.');
const moment = z.iso.datetime().nullable();

/** Response body. */
export const paymentBody = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(Object.keys(paymentMachine.table)),
  version: z.int().describe('Increases with every change; the ETag is derived from it.'),
  currency: z.string().describe('ISO 4217 currency code.'),
  amountMinor: minor,
  authorizedMinor: minor,
  capturedMinor: minor,
  refundedMinor: minor,
  captureBefore: moment.describe(
    'When the authorization expires at the PSP; null while nothing is authorized.',
  ),
  paymentOrders: z.array(
    z.object({
      id: z.string(),
      sellerId: z.string(),
      sellerOrderId: z.string(),
      status: z.enum(Object.keys(paymentOrderMachine.table)),
      amountMinor: minor,
      capturedMinor: minor,
      refundedMinor: minor,
      capturedAt: moment,
    }),
  ),
});

export const paymentOperation: RestOperation = {
  path: '/api/v1/payments/{id}',
  id: 'getPayment',
  summary: 'Retrieve a payment',
  description: 'Status and amounts, in total and per payment order. Requires the scope `payments:read`.',
  permission: 'payments.read',
  subject: 'payment',
  answers: { 'application/json': paymentBody },
};

/** GET /api/v1/payments/{id}, for services. */
export function paymentRoute(application: Pick<Application, 'authenticator' | 'readers'>): Router {
  const router = Router();
  router.get(
    '/api/v1/payments/:id',
    restAnswer(application, { permission: paymentOperation.permission }, async ({ id }) => {
      const paymentId = parseId('pay', id);
      const payment = paymentId === null ? null : await application.readers.payments.find(paymentId);
      if (payment === null) return notFound('payment');
      return { version: `1-${payment.version}`, body: bodyOf(payment) };
    }),
  );
  return router;
}

function bodyOf(payment: PaymentSummary): z.input<typeof paymentBody> {
  return {
    ...payment,
    amountMinor: payment.amountMinor.toString(),
    authorizedMinor: payment.authorizedMinor.toString(),
    capturedMinor: payment.capturedMinor.toString(),
    refundedMinor: payment.refundedMinor.toString(),
    captureBefore: payment.captureBefore?.toISOString() ?? null,
    paymentOrders: payment.paymentOrders.map((paymentOrder) => ({
      ...paymentOrder,
      amountMinor: paymentOrder.amountMinor.toString(),
      capturedMinor: paymentOrder.capturedMinor.toString(),
      refundedMinor: paymentOrder.refundedMinor.toString(),
      capturedAt: paymentOrder.capturedAt?.toISOString() ?? null,
    })),
  };
}
