import { randomUUID } from 'node:crypto';

import { isDomainError } from '../../core/shared/domain-error.js';
import { runStepJob } from '../../workers/jobs/run-step-job.js';
import { fillCart, GUEST, type CheckoutServices } from './checkout-services.js';

/** Places an order through the use cases, with two units per line. */
export async function placeInCore(
  started: CheckoutServices,
  size: { sellers: number; linesPerSeller: number },
) {
  const cart = await fillCart(started, size);
  const placed = await started.useCases.orders.placeOrder({ ...cart, idempotencyKey: randomUUID() });
  if (isDomainError(placed)) throw new Error(placed.code);
  const { orderId, paymentIntentId: intentId } = placed.answer;
  const [row] = await started.database.sql<{ psp_intent_id: string }>(
    'SELECT psp_intent_id FROM payment_intent WHERE id = $1',
    [intentId],
  );
  return { orderId, intentId, pspIntentId: row?.psp_intent_id ?? '' };
}

/** Pays the order, by default with a working card. */
export async function payInCore(
  started: CheckoutServices,
  {
    orderId,
    intentId,
    card = 'pm_card_visa',
  }: { orderId: string; intentId: string; card?: string | undefined },
) {
  const { services, useCases } = started;
  const made = await askPsp(started, '/v1/test_helpers/confirmation_tokens', {
    payment_method: card,
  });
  return useCases.payments.authorizePayment({
    paymentIntentId: intentId,
    orderToken: services.tokens.orderToken(orderId),
    confirmationToken: made.id,
    idempotencyKey: randomUUID(),
    requester: GUEST,
  });
}

/** Runs every due step once, as the workers would. */
export async function runStepsInCore({ services }: CheckoutServices): Promise<void> {
  for (;;) {
    const due = await services.steps.takeUndispatched(100);
    if (due.length === 0) return;
    // A step may make the next one due, e.g. the last capture of a payment.
    for (const { id } of due) await runStepJob(services, id);
  }
}

/** Runs the next `count` due steps in sequence; false when fewer were due. */
export async function runSomeStepsInCore({ services }: CheckoutServices, count: number): Promise<boolean> {
  for (let nth = 0; nth < count; nth += 1) {
    const [due] = await services.steps.takeUndispatched(1);
    if (due === undefined) return false;
    await runStepJob(services, due.id);
  }
  return true;
}

/** Calls the simulator through Stripe's API; a body makes it a POST. */
export async function askPsp(
  { simulator }: CheckoutServices,
  path: string,
  body?: Record<string, string>,
): Promise<{ id: string; status: string }> {
  const response = await fetch(`${simulator.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk_test_x' },
    ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
  });
  const answer = (await response.json()) as { id: string; status: string };
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}
