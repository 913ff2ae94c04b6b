import type {
  OrderPartsFragment,
  PaymentIntentStatus,
  PaymentOrderStatus,
  SellerOrderStatus,
} from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { Money } from '../shared/money.js';
import { pendingRefundMinor } from './refunds.js';

export type SellerOrder = OrderPartsFragment['sellerOrders'][number];

/** Color by meaning: a status has the same color on every page. */
export type Tone =
  'waiting' | 'authorized' | 'captured' | 'partly' | 'neutral' | 'refunded' | 'failed' | 'attention';

/** `stopped`: the step will not happen anymore. */
export type StepState = 'todo' | 'active' | 'done' | 'stopped';

export interface RailStep {
  readonly id: 'authorized' | 'captured' | 'shipped' | 'settled';
  readonly label: string;
  readonly state: StepState;
  readonly tone: Tone;
  readonly at?: string | null;
  readonly amount?: Money;
}

/** The four steps of a seller order: authorized, captured, shipped, and delivered, refunded or voided. */
export function railOf(sellerOrder: SellerOrder, intent: PaymentIntentStatus): readonly RailStep[] {
  return [
    authorizedStep(sellerOrder, intent),
    capturedStep(sellerOrder),
    shippedStep(sellerOrder.status),
    settledStep(sellerOrder),
  ];
}

function authorizedStep({ paymentOrder, total }: SellerOrder, intent: PaymentIntentStatus): RailStep {
  const id = 'authorized';
  // A payment order exists only after an authorization, whatever a stale attempt says.
  if (paymentOrder !== null)
    return { id, label: 'Approved', state: 'done', tone: 'authorized', amount: total };
  switch (intent) {
    case 'CREATED_PENDING':
    case 'CREATED':
      return { id, label: 'Approve', state: 'todo', tone: 'waiting' };
    case 'PENDING_AUTH':
      return { id, label: 'Pending', state: 'active', tone: 'waiting' };
    case 'REQUIRES_ACTION':
      return { id, label: 'Verify', state: 'active', tone: 'attention' };
    case 'DECLINED':
      return { id, label: 'Declined', state: 'stopped', tone: 'failed' };
    case 'AUTHORIZED':
      return { id, label: 'Approved', state: 'done', tone: 'authorized', amount: total };
    case 'CANCELED':
      return { id, label: 'Not paid', state: 'stopped', tone: 'neutral' };
    default:
      return assertNever(intent);
  }
}

function capturedStep({ paymentOrder }: SellerOrder): RailStep {
  const id = 'captured';
  if (paymentOrder === null) return { id, label: 'Charge', state: 'todo', tone: 'waiting' };
  const { captured: amount, capturedAt: at } = paymentOrder;
  switch (paymentOrder.status) {
    case 'INITIATED_PENDING':
      return { id, label: 'Charge', state: 'todo', tone: 'waiting' };
    case 'CAPTURE_REQUESTED':
      return { id, label: 'Charging', state: 'active', tone: 'waiting' };
    case 'PENDING_CAPTURE':
      return { id, label: 'Retrying', state: 'active', tone: 'waiting' };
    case 'CAPTURED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      return { id, label: 'Charged', state: 'done', tone: 'captured', at, amount };
    case 'CAPTURE_FAILED':
      return { id, label: 'Not charged', state: 'stopped', tone: 'attention' };
    case 'VOIDED':
      return { id, label: 'Not charged', state: 'stopped', tone: 'neutral' };
    default:
      return assertNever(paymentOrder.status);
  }
}

function shippedStep(status: SellerOrderStatus): RailStep {
  const id = 'shipped';
  switch (status) {
    case 'PENDING':
      return { id, label: 'Ship', state: 'todo', tone: 'waiting' };
    case 'TO_SHIP':
      return { id, label: 'Preparing', state: 'active', tone: 'waiting' };
    case 'SHIPPED':
    case 'CLOSED':
      return { id, label: 'Shipped', state: 'done', tone: 'partly' };
    case 'CANCELED':
      return { id, label: 'Not shipped', state: 'stopped', tone: 'neutral' };
    default:
      return assertNever(status);
  }
}

function settledStep({ status, deliveredAt: at, paymentOrder }: SellerOrder): RailStep {
  const id = 'settled';
  if (paymentOrder !== null && pendingRefundMinor(paymentOrder) > 0n)
    return { id, label: 'Refunding', state: 'active', tone: 'refunded' };
  const refundState = refundStateOf(paymentOrder?.status);
  if (refundState === 'refunded' || refundState === 'partly') {
    const label = refundState === 'partly' ? 'Partly refunded' : 'Refunded';
    const step = { id, label, state: 'done', tone: 'refunded' } as const;
    return paymentOrder === null ? step : { ...step, amount: paymentOrder.refunded };
  }
  if (refundState === 'voided') return { id, label: 'Canceled', state: 'done', tone: 'neutral' };
  if (status === 'CLOSED') return { id, label: 'Delivered', state: 'done', tone: 'partly', at };
  return { id, label: 'Deliver', state: status === 'CANCELED' ? 'stopped' : 'todo', tone: 'waiting' };
}

function refundStateOf(status: PaymentOrderStatus | undefined): 'refunded' | 'partly' | 'voided' | undefined {
  if (status === 'REFUNDED') return 'refunded';
  if (status === 'PARTIALLY_REFUNDED') return 'partly';
  return status === 'VOIDED' ? 'voided' : undefined;
}
