import type { OrderPartsFragment, PaymentIntentStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import { declineWords } from '../shared/decline-words.js';
import type { Tone } from './rail.js';

/** What the order's page says first, what its tab says, and what the shopper can do. */
export interface Headline {
  readonly title: string;
  readonly text: string;
  readonly tab: string;
  readonly tone: Tone;
  readonly action?: 'pay' | 'confirm' | 'shop';
}

export function headlineOf(order: OrderPartsFragment): Headline {
  if (order.status === 'EXPIRED') return expired(order);
  if (order.status === 'CANCELED') return canceled(order);
  if (order.status === 'PENDING_PAYMENT') return unpaid(latestIntent(order), order);
  return paid(order);
}

/** The status of the latest attempt; an order always has one. */
export function latestIntent({ payment }: OrderPartsFragment): PaymentIntentStatus {
  return payment.intents.at(-1)?.status ?? 'CREATED_PENDING';
}

const EXPIRED: Headline = {
  title: 'This order has expired',
  text: 'It was not paid in time, so the items went back to their sellers. Nothing was charged.',
  tab: 'Expired',
  tone: 'released',
  action: 'shop',
};

/** The bank agreed when it was too late: the hold must not come as a surprise. */
function expired({ payment }: OrderPartsFragment): Headline {
  const isLate = payment.intents.some(({ declineCode }) => declineCode === 'late_authorization');
  if (!isLate) return EXPIRED;
  const text =
    'Your bank agreed only after the items had gone back to their sellers. The hold on your card is released; nothing is charged.';
  return { ...EXPIRED, text };
}

function canceled({ payment, cancellation }: OrderPartsFragment): Headline {
  const by = cancellation?.by === 'OPERATOR' ? 'The marketplace called it off. ' : '';
  return {
    title: 'This order is canceled',
    text: by + canceledMoney(payment),
    tab: payment.status === 'REFUNDED' ? '↩ Canceled, refunded' : 'Canceled',
    tone: payment.status === 'REFUNDED' ? 'refunded' : 'released',
    action: 'shop',
  };
}

/** What becomes of the money of a canceled order; never more than is known. */
function canceledMoney({ status, intents, captured, authorized }: OrderPartsFragment['payment']): string {
  if (status === 'REFUNDED')
    return 'Everything that was captured is given back; your bank shows it within a few days.';
  if (captured.amountMinor !== '0')
    return 'What had been captured is on its way back to you. Below you see how far it is.';
  if (status !== 'VOIDED')
    return 'A seller was taking its share at that moment. As soon as the payment provider has answered, it is given back.';
  if (intents.some(({ declineCode }) => declineCode === 'late_authorization'))
    return 'Your bank agreed only afterwards. The hold on your card is released; nothing is charged.';
  return authorized.amountMinor === '0'
    ? 'Nothing was charged.'
    : 'Nothing was charged, and the hold on your card is released.';
}

function unpaid(intent: PaymentIntentStatus, { payment }: OrderPartsFragment): Headline {
  switch (intent) {
    case 'CREATED_PENDING':
    case 'CREATED':
      return {
        title: 'Waiting for your payment',
        text: 'Your items are kept for you. Nothing is charged yet.',
        tab: 'To be paid',
        tone: 'waiting',
        action: 'pay',
      };
    case 'PENDING_AUTH':
    case 'AUTHORIZED':
      return {
        title: 'Asking your bank…',
        text: 'This takes a moment. The page tells as soon as the bank has answered.',
        tab: '… Asking your bank',
        tone: 'waiting',
      };
    case 'REQUIRES_ACTION':
      return {
        title: 'Your bank wants to confirm that it is you',
        text: 'Nothing is charged until you have confirmed.',
        tab: '! Confirm with your bank',
        tone: 'attention',
        action: 'confirm',
      };
    case 'DECLINED':
      return {
        title: 'The card was declined',
        text: `${declineWords(payment.intents.at(-1)?.declineCode ?? null)} Your order is kept.`,
        tab: '✕ Card declined',
        tone: 'failed',
        action: 'pay',
      };
    case 'CANCELED':
      return EXPIRED;
    default:
      return assertNever(intent);
  }
}

/** Who still prepares parcels, and whose items will not come because their money could not be taken. */
function parcelWords(parts: OrderPartsFragment['sellerOrders']): string {
  const lost = parts.filter(({ paymentOrder }) => paymentOrder?.status === 'VOIDED');
  const delivered = parts.filter(({ status }) => status === 'CLOSED');
  const left = parts.filter((part) => !lost.includes(part) && !delivered.includes(part));
  const preparing = left.length === 0 ? 'Everything has arrived.' : preparingWords(left.length);
  if (lost.length === 0) return preparing;
  const names = lost.map(({ seller }) => seller.name).join(', ');
  return `${preparing} Not charged and not sent: the items of ${names}.`;
}

function preparingWords(sellers: number): string {
  return sellers === 1 ? 'The seller prepares your parcel.' : 'The sellers prepare your parcels.';
}

function paid(order: OrderPartsFragment): Headline {
  const parts = order.sellerOrders;
  switch (order.payment.status) {
    case 'NOT_CAPTURED':
      return {
        title: 'Payment confirmed',
        text: 'The money is held on your card. Each seller now takes its share.',
        tab: '✓ Confirmed',
        tone: 'held',
      };
    case 'PARTIALLY_CAPTURED': {
      const done = parts.filter(({ paymentOrder }) => paymentOrder?.capturedAt != null).length;
      return {
        title: 'Payment confirmed',
        text: `${done} of ${parts.length} sellers have taken their share; the rest is held.`,
        tab: `✓ ${done} of ${parts.length} captured`,
        tone: 'partly',
      };
    }
    case 'CAPTURED':
      return {
        title: 'Paid',
        text: `Thank you. ${parcelWords(parts)}`,
        tab: '✓ Paid',
        tone: 'captured',
      };
    case 'PARTIALLY_REFUNDED':
      return {
        title: 'Partly refunded',
        text: 'A part was given back; your bank shows it within a few days.',
        tab: '↩ Partly refunded',
        tone: 'refunded',
      };
    case 'REFUNDED':
      return {
        title: 'Refunded',
        text: 'All of it was given back; your bank shows it within a few days.',
        tab: '↩ Refunded',
        tone: 'refunded',
      };
    case 'VOIDED':
      return {
        title: 'The hold was released',
        text: 'Nothing was charged.',
        tab: 'Released',
        tone: 'released',
      };
    default:
      return assertNever(order.payment.status);
  }
}
