import type { ListedOrderPartsFragment, OrderStatus } from '../generated/graphql.js';
import { assertNever } from '../shared/assert-never.js';
import type { Tone } from './rail.js';

/** Where an order stands, in a word or two and in the colour of its meaning. */
export interface StatusWords {
  readonly word: string;
  readonly tone: Tone;
}

export function statusWords({
  status,
  payment,
}: Pick<ListedOrderPartsFragment, 'status' | 'payment'>): StatusWords {
  switch (status) {
    case 'PENDING_PAYMENT':
      return { word: 'Not paid yet', tone: 'waiting' };
    case 'EXPIRED':
      return { word: 'Expired, nothing charged', tone: 'released' };
    case 'CANCELED':
      return { word: 'Canceled', tone: 'released' };
    case 'PAYMENT_CONFIRMED':
    case 'COMPLETED':
      return moneyWords(payment.status);
    default:
      return assertNever(status);
  }
}

function moneyWords(status: ListedOrderPartsFragment['payment']['status']): StatusWords {
  switch (status) {
    case 'NOT_CAPTURED':
      return { word: 'Money held', tone: 'held' };
    case 'PARTIALLY_CAPTURED':
      return { word: 'Partly captured', tone: 'partly' };
    case 'CAPTURED':
      return { word: 'Paid', tone: 'captured' };
    case 'PARTIALLY_REFUNDED':
      return { word: 'Partly refunded', tone: 'refunded' };
    case 'REFUNDED':
      return { word: 'Refunded', tone: 'refunded' };
    case 'VOIDED':
      return { word: 'Released, nothing charged', tone: 'released' };
    default:
      return assertNever(status);
  }
}

/** The choices of the filter, as people would put them. */
export const STATUS_CHOICES: readonly Readonly<{ value: OrderStatus | ''; label: string }>[] = [
  { value: '', label: 'All orders' },
  { value: 'PENDING_PAYMENT', label: 'Not paid yet' },
  { value: 'PAYMENT_CONFIRMED', label: 'Paid, on the way' },
  { value: 'COMPLETED', label: 'Completed' },
  { value: 'CANCELED', label: 'Canceled' },
  { value: 'EXPIRED', label: 'Expired' },
];

/** The status that stands in the address, or none when it is none of ours. */
export function statusIn(text: string | null): OrderStatus | undefined {
  const choice = STATUS_CHOICES.find(({ value }) => value === text);
  return choice === undefined || choice.value === '' ? undefined : choice.value;
}
