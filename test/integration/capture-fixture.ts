import type { PlaceOrderAnswer } from '../harness/shopper.js';
import { journal, type JournalEntry } from '../harness/shopper.js';
import type { TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

/** Authorizations that allow a single capture, as with a standard Stripe account. */
export const SINGLE_CAPTURE_CARD = '4000005990000011';
/** Every capture of this card definitively fails. */
export const CAPTURE_FAILS_CARD = '4000005990000029';

export type AuthorizedPaymentRow = Readonly<{
  status: string;
  authorization: string | null;
  strategy: string | null;
  authorized: number;
  captured: number;
  pspIntentId: string;
  reasons: readonly string[];
  paymentOrders: readonly {
    id: string;
    sellerId: string;
    status: string;
    amount: number;
    captured: number;
  }[];
}>;

/** The payment of an order as stored in our database. */
export async function paymentOf({ database }: TestSystem, orderId: string): Promise<AuthorizedPaymentRow> {
  const [row] = await database.sql<AuthorizedPaymentRow>(
    `SELECT p.status, p.authorization_state AS "authorization", p.capture_strategy AS strategy, p.authorized_minor::int AS authorized, p.captured_minor::int AS captured,
       (SELECT psp_intent_id FROM payment_intent i WHERE i.payment_id = p.id ORDER BY attempt DESC LIMIT 1) AS "pspIntentId",
       (SELECT coalesce(json_agg(r ->> 'code'), '[]') FROM jsonb_array_elements(p.plan_reasons) r) AS reasons,
       (SELECT coalesce(json_agg(json_build_object('id', po.id, 'sellerId', po.seller_id, 'status', po.status, 'amount', po.amount_minor,
          'captured', po.captured_minor) ORDER BY po.id), '[]') FROM payment_order po WHERE po.payment_id = p.id) AS "paymentOrders"
     FROM payment p WHERE p.order_id = $1`,
    [orderId],
  );
  if (row === undefined) throw new Error(`${orderId} has no payment`);
  return row;
}

/** Waits until the payment satisfies the predicate. */
export async function paymentWhen(
  system: TestSystem,
  { orderId }: Pick<PlaceOrderAnswer, 'orderId'>,
  { what, is }: { what: string; is: (payment: AuthorizedPaymentRow) => boolean },
): Promise<AuthorizedPaymentRow> {
  return waitFor(
    async () => {
      const payment = await paymentOf(system, orderId);
      return is(payment) ? payment : null;
    },
    { what, timeoutMs: 60_000 },
  );
}

export type PspIntent = {
  status: string;
  amount: number;
  amount_received: number;
  amount_capturable: number;
};

/** The intent as stored at the PSP. */
export async function atPsp({ simulator }: TestSystem, pspIntentId: string): Promise<PspIntent> {
  const response = await fetch(`${simulator.url}/v1/payment_intents/${pspIntentId}`, {
    headers: { authorization: 'Bearer sk_test_x' },
  });
  return (await response.json()) as PspIntent;
}

/** The PSP's movements on one authorization. */
export async function movementsOf(system: TestSystem, pspIntentId: string): Promise<readonly JournalEntry[]> {
  const all = await Promise.all(
    ['capture', 'release', 'void', 'expire'].map((type) => journal(system, type)),
  );
  return all.flat().filter(({ intent }) => intent === pspIntentId);
}
