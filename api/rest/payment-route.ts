import { Router } from 'express';
import { z } from 'zod';

import { paymentOrderMachine } from '../../core/checkout/model/payment-order-states.js';
import { paymentMachine } from '../../core/checkout/model/payment-states.js';
import type { PaymentSummary } from '../../core/payments/payment-summary.js';
import { parseId } from '../../core/shared/ids.js';
import type { Application } from '../application.js';
import { notFound, restAnswer } from './rest-answer.js';
import type { RestOperation } from './rest-operation.js';

const minor = z.string().regex(/^\d+$/).describe('Minor units of `currency` as decimal text.');
const moment = z.iso.datetime().nullable();

/** What the route answers. */
export const paymentBody = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(Object.keys(paymentMachine.table)),
  version: z.int().describe('Rises with every change; also the ETag.'),
  currency: z.string().describe('ISO 4217.'),
  amountMinor: minor,
  authorizedMinor: minor,
  capturedMinor: minor,
  refundedMinor: minor,
  captureBefore: moment.describe('Until when the PSP keeps the hold.'),
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
  summary: 'Status of a payment',
  description:
    'What is held, captured and given back, in total and per seller. For services with the scope payments:read.',
  permission: 'payments.read',
  subject: 'payment',
  answers: { 'application/json': paymentBody },
};

/** The status of a payment, for services. */
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
