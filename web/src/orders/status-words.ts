import type { ListedOrderPartsFragment, OrderStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { Tone } from './rail.js';

/** A short status text and its color. */
export interface StatusLabel {
  readonly word: string;
  readonly tone: Tone;
}

export function statusLabel({
  status,
  payment,
}: Pick<ListedOrderPartsFragment, 'status' | 'payment'>): StatusLabel {
  switch (status) {
    case 'PENDING_PAYMENT':
      return { word: 'Not paid yet', tone: 'waiting' };
    case 'EXPIRED':
      return { word: 'Expired, not charged', tone: 'neutral' };
    case 'CANCELED':
      return { word: 'Canceled', tone: 'neutral' };
    case 'PAYMENT_CONFIRMED':
    case 'COMPLETED':
      return paymentLabel(payment.status);
    default:
      return assertNever(status);
  }
}

function paymentLabel(status: ListedOrderPartsFragment['payment']['status']): StatusLabel {
  switch (status) {
    case 'NOT_CAPTURED':
      return { word: 'Confirmed', tone: 'authorized' };
    case 'PARTIALLY_CAPTURED':
      return { word: 'Partly charged', tone: 'partly' };
    case 'CAPTURED':
      return { word: 'Paid', tone: 'captured' };
    case 'PARTIALLY_REFUNDED':
      return { word: 'Partly refunded', tone: 'refunded' };
    case 'REFUNDED':
      return { word: 'Refunded', tone: 'refunded' };
    case 'VOIDED':
      return { word: 'Not charged', tone: 'neutral' };
    default:
      return assertNever(status);
  }
}

/** The filter's options. */
export const STATUS_CHOICES: readonly Readonly<{ value: OrderStatus | ''; label: string }>[] = [
  { value: '', label: 'All orders' },
  { value: 'PENDING_PAYMENT', label: 'Not paid yet' },
  { value: 'PAYMENT_CONFIRMED', label: 'In progress' },
  { value: 'COMPLETED', label: 'Completed' },
  { value: 'CANCELED', label: 'Canceled' },
  { value: 'EXPIRED', label: 'Expired' },
];

/** The status in the URL; undefined if unknown. */
export function statusIn(text: string | null): OrderStatus | undefined {
  const choice = STATUS_CHOICES.find(({ value }) => value === text);
  return choice === undefined || choice.value === '' ? undefined : choice.value;
}
