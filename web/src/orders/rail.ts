import type {
  OrderPartsFragment,
  PaymentIntentStatus,
  PaymentOrderStatus,
  SellerOrderStatus,
} from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { Money } from '../shared/money.js';
import { onItsWayBack } from './refunds.js';

export type SellerOrder = OrderPartsFragment['sellerOrders'][number];

/** Colour by meaning: the same word has the same colour on every page. */
export type Tone =
  'waiting' | 'held' | 'captured' | 'partly' | 'released' | 'refunded' | 'failed' | 'attention';

/** `todo` has not begun, `active` is going on now, `done` is a fact, `stopped` will not happen any more. */
export type StepState = 'todo' | 'active' | 'done' | 'stopped';

export interface RailStep {
  readonly id: 'authorized' | 'captured' | 'shipped' | 'settled';
  readonly label: string;
  readonly state: StepState;
  readonly tone: Tone;
  readonly at?: string | null;
  readonly amount?: Money;
}

/** The four steps of one seller's part: held, captured, shipped, and delivered or given back. */
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
  // A payment order exists only once the money is held, whatever a later attempt may look like.
  if (paymentOrder !== null) return { id, label: 'Authorized', state: 'done', tone: 'held', amount: total };
  switch (intent) {
    case 'CREATED_PENDING':
    case 'CREATED':
      return { id, label: 'Authorize', state: 'todo', tone: 'waiting' };
    case 'PENDING_AUTH':
      return { id, label: 'Asking bank', state: 'active', tone: 'waiting' };
    case 'REQUIRES_ACTION':
      return { id, label: 'Confirm', state: 'active', tone: 'attention' };
    case 'DECLINED':
      return { id, label: 'Declined', state: 'stopped', tone: 'failed' };
    case 'AUTHORIZED':
      return { id, label: 'Authorized', state: 'done', tone: 'held', amount: total };
    case 'CANCELED':
      return { id, label: 'Not paid', state: 'stopped', tone: 'released' };
    default:
      return assertNever(intent);
  }
}

function capturedStep({ paymentOrder }: SellerOrder): RailStep {
  const id = 'captured';
  if (paymentOrder === null) return { id, label: 'Capture', state: 'todo', tone: 'waiting' };
  const { captured: amount, capturedAt: at } = paymentOrder;
  switch (paymentOrder.status) {
    case 'INITIATED_PENDING':
      return { id, label: 'Capture', state: 'todo', tone: 'waiting' };
    case 'CAPTURE_REQUESTED':
      return { id, label: 'Capturing', state: 'active', tone: 'waiting' };
    case 'PENDING_CAPTURE':
      return { id, label: 'Retrying', state: 'active', tone: 'waiting' };
    case 'CAPTURED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      return { id, label: 'Captured', state: 'done', tone: 'captured', at, amount };
    case 'CAPTURE_FAILED':
      return { id, label: 'Not captured', state: 'stopped', tone: 'attention' };
    case 'VOIDED':
      return { id, label: 'Not taken', state: 'stopped', tone: 'released' };
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
      return { id, label: 'To ship', state: 'active', tone: 'waiting' };
    case 'SHIPPED':
    case 'CLOSED':
      return { id, label: 'Shipped', state: 'done', tone: 'partly' };
    case 'CANCELED':
      return { id, label: 'Not shipped', state: 'stopped', tone: 'released' };
    default:
      return assertNever(status);
  }
}

function settledStep({ status, deliveredAt: at, paymentOrder }: SellerOrder): RailStep {
  const id = 'settled';
  if (paymentOrder !== null && onItsWayBack(paymentOrder) > 0n)
    return { id, label: 'Refunding', state: 'active', tone: 'refunded' };
  const money = moneyGivenBack(paymentOrder?.status);
  if (money === 'refunded' || money === 'partly') {
    const label = money === 'partly' ? 'Part refunded' : 'Refunded';
    const step = { id, label, state: 'done', tone: 'refunded' } as const;
    return paymentOrder === null ? step : { ...step, amount: paymentOrder.refunded };
  }
  if (money === 'released') return { id, label: 'Released', state: 'done', tone: 'released' };
  if (status === 'CLOSED') return { id, label: 'Delivered', state: 'done', tone: 'partly', at };
  return { id, label: 'Deliver', state: status === 'CANCELED' ? 'stopped' : 'todo', tone: 'waiting' };
}

function moneyGivenBack(
  status: PaymentOrderStatus | undefined,
): 'refunded' | 'partly' | 'released' | undefined {
  if (status === 'REFUNDED') return 'refunded';
  if (status === 'PARTIALLY_REFUNDED') return 'partly';
  return status === 'VOIDED' ? 'released' : undefined;
}
