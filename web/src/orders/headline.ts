import type { OrderPartsFragment, PaymentIntentStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import { declineWords } from '../shared/decline-words.js';
import type { Tone } from './rail.js';

/** The order page's heading, its tab title and the shopper's next action. */
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

/** The status of the latest attempt; every order has one. */
export function latestIntent({ payment }: OrderPartsFragment): PaymentIntentStatus {
  return payment.intents.at(-1)?.status ?? 'CREATED_PENDING';
}

const EXPIRED: Headline = {
  title: 'This order has expired',
  text: 'It wasn’t paid in time, so we’ve released the items. You haven’t been charged.',
  tab: 'Expired',
  tone: 'neutral',
  action: 'shop',
};

/** After a late authorization, explains the pending charge that the shopper may see at the bank. */
function expired({ payment }: OrderPartsFragment): Headline {
  const isLate = payment.intents.some(({ declineCode }) => declineCode === 'late_authorization');
  if (!isLate) return EXPIRED;
  const text =
    'Your bank approved the payment after we’d released the items. The pending charge will disappear; you won’t be charged.';
  return { ...EXPIRED, text };
}

function canceled({ payment, cancellation }: OrderPartsFragment): Headline {
  const by = cancellation?.by === 'OPERATOR' ? 'The marketplace canceled this order. ' : '';
  return {
    title: 'This order is canceled',
    text: by + canceledMoney(payment),
    tab: payment.status === 'REFUNDED' ? '↩ Canceled, refunded' : 'Canceled',
    tone: payment.status === 'REFUNDED' ? 'refunded' : 'neutral',
    action: 'shop',
  };
}

/** What happens to a canceled order's money; claims no more than is known. */
function canceledMoney({ status, intents, captured, authorized }: OrderPartsFragment['payment']): string {
  if (status === 'REFUNDED')
    return 'We’ve refunded everything you were charged. It takes a few days to appear on your statement.';
  if (captured.amountMinor !== '0')
    return 'We’re refunding what you were charged. You can follow the refund below.';
  if (status !== 'VOIDED')
    return 'A seller was charging your card at that moment. Once the payment provider responds, we’ll refund it.';
  if (intents.some(({ declineCode }) => declineCode === 'late_authorization'))
    return 'Your bank approved the payment afterwards. The pending charge will disappear; you won’t be charged.';
  return authorized.amountMinor === '0'
    ? 'You haven’t been charged.'
    : 'You haven’t been charged. The pending charge on your card will disappear.';
}

function unpaid(intent: PaymentIntentStatus, { payment }: OrderPartsFragment): Headline {
  switch (intent) {
    case 'CREATED_PENDING':
    case 'CREATED':
      return {
        title: 'Waiting for your payment',
        text: 'Your items are reserved for you. You haven’t been charged.',
        tab: 'Payment due',
        tone: 'waiting',
        action: 'pay',
      };
    case 'PENDING_AUTH':
    case 'AUTHORIZED':
      return {
        title: 'Contacting your bank…',
        text: 'This takes a moment. This page updates automatically.',
        tab: '… Contacting your bank',
        tone: 'waiting',
      };
    case 'REQUIRES_ACTION':
      return {
        title: 'Your bank needs to verify this payment',
        text: 'You won’t be charged until you confirm.',
        tab: '! Confirm with your bank',
        tone: 'attention',
        action: 'confirm',
      };
    case 'DECLINED':
      return {
        title: 'Your card was declined',
        text: `${declineWords(payment.intents.at(-1)?.declineCode ?? null)} We’ve saved your order.`,
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

/** Whether parcels are still to arrive, and whose items are canceled because their capture failed for good. */
function parcelText(parts: OrderPartsFragment['sellerOrders']): string {
  const canceledParts = parts.filter(({ paymentOrder }) => paymentOrder?.status === 'VOIDED');
  const delivered = parts.filter(({ status }) => status === 'CLOSED');
  const left = parts.filter((part) => !canceledParts.includes(part) && !delivered.includes(part));
  const text = left.length === 0 ? 'Everything has arrived.' : pendingParcelText(left.length);
  if (canceledParts.length === 0) return text;
  const names = canceledParts.map(({ seller }) => seller.name).join(', ');
  return `${text} Items from ${names} are canceled; you won’t be charged for them.`;
}

function pendingParcelText(sellers: number): string {
  return `You can follow your ${sellers === 1 ? 'parcel' : 'parcels'} below.`;
}

function paid(order: OrderPartsFragment): Headline {
  const parts = order.sellerOrders;
  switch (order.payment.status) {
    case 'NOT_CAPTURED':
      return {
        title: 'Order confirmed',
        text: 'Thank you. Each seller charges your card separately for its part.',
        tab: '✓ Confirmed',
        tone: 'authorized',
      };
    case 'PARTIALLY_CAPTURED': {
      const done = parts.filter(({ paymentOrder }) => paymentOrder?.capturedAt != null).length;
      return {
        title: 'Order confirmed',
        text: `${done} of ${parts.length} sellers have charged your card. The rest hasn’t been charged yet.`,
        tab: `✓ ${done} of ${parts.length} charged`,
        tone: 'partly',
      };
    }
    case 'CAPTURED':
      return {
        title: 'Paid',
        text: `Thank you. ${parcelText(parts)}`,
        tab: '✓ Paid',
        tone: 'captured',
      };
    case 'PARTIALLY_REFUNDED':
      return {
        title: 'Partly refunded',
        text: 'We’ve refunded part of your order. It takes a few days to appear on your statement.',
        tab: '↩ Partly refunded',
        tone: 'refunded',
      };
    case 'REFUNDED':
      return {
        title: 'Refunded',
        text: 'We’ve refunded your order in full. It takes a few days to appear on your statement.',
        tab: '↩ Refunded',
        tone: 'refunded',
      };
    case 'VOIDED':
      return {
        title: 'We couldn’t complete your order',
        text: 'You haven’t been charged.',
        tab: 'Not charged',
        tone: 'neutral',
      };
    default:
      return assertNever(order.payment.status);
  }
}
