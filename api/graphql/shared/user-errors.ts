import type { CartChangeError } from '../../../core/cart/change-cart.js';
import type { PlaceOrderError } from '../../../core/orders/place-order.js';
import type { AuthorizePaymentError } from '../../../core/payments/authorize-payment.js';
import type { RetryPaymentError } from '../../../core/payments/retry-payment.js';

/** A decline is an answer of the use case; the API shows it as an error that carries the payment. */
type PaymentDeclined = Readonly<{ code: 'PAYMENT_DECLINED'; declineCode: string; declineMessage: string }>;

/** Every expected failure that the API can return. */
export type ApiError = CartChangeError | PlaceOrderError | AuthorizePaymentError | RetryPaymentError | PaymentDeclined;

type Codes = ApiError['code'];
type Mapping = { [Code in Codes]: Readonly<{ typename: string; message: (error: Extract<ApiError, { code: Code }>) => string }> };

/** The one table from domain errors to GraphQL: a code without a row does not compile. */
const mapping: Mapping = {
  INVALID_INPUT: { typename: 'InvalidInput', message: ({ field, reason }) => `${field || 'The input'} ${reason}.` },
  IDEMPOTENCY_KEY_REUSED: {
    typename: 'IdempotencyKeyReused',
    message: () => 'This idempotency key was already used for something else.',
  },
  IDEMPOTENCY_KEY_IN_PROGRESS: {
    typename: 'IdempotencyKeyInProgress',
    message: () => 'The same request is still being worked on.',
  },
  CART_NOT_FOUND: { typename: 'CartNotFound', message: () => 'This cart no longer exists.' },
  CART_EMPTY: { typename: 'CartEmpty', message: () => 'The cart is empty.' },
  CART_ALREADY_ORDERED: { typename: 'CartAlreadyOrdered', message: () => 'This cart has already been ordered.' },
  ITEM_NOT_FOUND: { typename: 'ItemNotFound', message: () => 'This item is not sold here any more.' },
  CURRENCY_MISMATCH: {
    typename: 'CurrencyMismatch',
    message: ({ cartCurrency, itemCurrency }) => `The cart is in ${cartCurrency}, the item in ${itemCurrency}.`,
  },
  INSUFFICIENT_STOCK: { typename: 'InsufficientStock', message: () => 'Some items are not available in this quantity.' },
  QUOTE_CHANGED: { typename: 'QuoteChanged', message: () => 'The price has changed since you last saw it.' },
  PAYMENT_NOT_FOUND: { typename: 'PaymentNotFound', message: () => 'There is no such payment.' },
  PAYMENT_NOT_AUTHORIZABLE: {
    typename: 'PaymentNotAuthorizable',
    message: ({ status }) => `This attempt cannot be paid any more (${status}).`,
  },
  PAYMENT_NOT_RETRYABLE: { typename: 'PaymentNotRetryable', message: () => 'This order does not wait for a new payment.' },
  PAYMENT_DECLINED: { typename: 'PaymentDeclined', message: () => 'Your bank declined the payment. Nothing was charged.' },
};

/** What the union members of an error have in common. */
export type UserError = Readonly<{ __typename: string; code: Codes; message: string; field: string | null }>;

/** The GraphQL value of a domain error; its data travels along under the same names. */
export function userError<Failure extends ApiError>(error: Failure): UserError {
  const { typename, message } = rowOf(error);
  return { ...error, __typename: typename, message: message(error), field: 'field' in error ? error.field : null };
}

/** Resolves the type of a union: errors name themselves, the one other member is the success. */
export function resultType(success: string): (value: object) => string {
  return (value) => ('__typename' in value ? String(value.__typename) : success);
}

function rowOf<Failure extends ApiError>(error: Failure): { typename: string; message: (error: Failure) => string } {
  return mapping[error.code] as unknown as { typename: string; message: (error: Failure) => string };
}
