import type { CartChangeError } from '../../../core/cart/change-cart.js';
import type { ShipSellerOrderError } from '../../../core/fulfilment/ship-seller-order.js';
import type { MergeCartError } from '../../../core/cart/merge-cart.js';
import type { PlaceOrderError } from '../../../core/orders/place-order.js';
import type { CreateApiKeyError } from '../../../core/identity/create-api-key.js';
import type { RevokeApiKeyError } from '../../../core/identity/revoke-api-key.js';
import type { ChangePasswordError } from '../../../core/identity/change-password.js';
import type { MailedTokenError } from '../../../core/identity/mailed-token.js';
import type { RefreshSessionError } from '../../../core/identity/refresh-session.js';
import type { RegisterError } from '../../../core/identity/register.js';
import type { RequestEmailVerificationError } from '../../../core/identity/request-email-verification.js';
import type { SignInError } from '../../../core/identity/sign-in.js';
import type { AuthorizePaymentError } from '../../../core/payments/authorize-payment.js';
import type { RetryPaymentError } from '../../../core/payments/retry-payment.js';
import type { CreateItemError } from '../../../core/catalog/create-item.js';
import type { ImportItemsError } from '../../../core/catalog/import-items.js';
import type { UpdateItemError } from '../../../core/catalog/update-item.js';
import type { AdjustStockError } from '../../../core/inventory/adjust-stock.js';
import { identityMessages } from '../identity/identity-messages.js';
import { assertNever } from '../../../core/shared/assert-never.js';

/** A decline is an answer of the use case; the API shows it as an error that carries the payment. */
type PaymentDeclined = Readonly<{ code: 'PAYMENT_DECLINED'; declineCode: string; declineMessage: string }>;

/** What signing in and everything around it can come to. */
type IdentityError =
  | CreateApiKeyError
  | RevokeApiKeyError
  | RegisterError
  | SignInError
  | RefreshSessionError
  | ChangePasswordError
  | MailedTokenError
  | RequestEmailVerificationError;

/** Every expected failure that the API can return. */
export type ApiError =
  | CartChangeError
  | MergeCartError
  | PlaceOrderError
  | AuthorizePaymentError
  | RetryPaymentError
  | PaymentDeclined
  | AdjustStockError
  | CreateItemError
  | UpdateItemError
  | ShipSellerOrderError
  | ImportItemsError
  | IdentityError;

/** What the union members of an error have in common. */
export type UserError = Readonly<{
  __typename: string;
  code: ApiError['code'];
  message: string;
  field: string | null;
}>;

/** The GraphQL value of a domain error; its data travels along under the same names. */
export function userError(error: ApiError): UserError {
  return {
    ...error,
    __typename: typenameOf(error.code),
    message: messageOf(error),
    field: error.code === 'INVALID_INPUT' ? error.field : null,
  };
}

/** Resolves the type of a union: errors name themselves, the one other member is the success. */
export function resultType(success: string): (value: object) => string {
  return (value) => ('__typename' in value ? String(value.__typename) : success);
}

/** QUOTE_CHANGED → QuoteChanged: the GraphQL type of an error is named after its code. */
function typenameOf(code: string): string {
  return code.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The one table from domain errors to words: a code without a sentence does not compile. */
function messageOf(error: ApiError): string {
  if (isAboutIdentity(error)) return identityMessages[error.code];
  switch (error.code) {
    case 'INVALID_INPUT':
      return `${error.field || 'The input'} ${error.reason}.`;
    case 'IDEMPOTENCY_KEY_REUSED':
      return 'This idempotency key was already used for something else.';
    case 'IDEMPOTENCY_KEY_IN_PROGRESS':
      return 'The same request is still being worked on.';
    case 'CART_NOT_FOUND':
      return 'This cart no longer exists.';
    case 'CART_EMPTY':
      return 'The cart is empty.';
    case 'CART_ALREADY_ORDERED':
      return 'This cart has already been ordered.';
    case 'ITEM_NOT_FOUND':
      return 'This item is not sold here any more.';
    case 'SELLER_NOT_FOUND':
      return 'There is no such seller.';
    case 'ITEM_CHANGED':
      return 'Someone else has changed this item meanwhile.';
    case 'IMPORT_REFUSED':
      return `${error.faultCount} cells or rows are at fault. Nothing was changed.`;
    case 'IMPORT_DISTURBED':
      return 'These items were being changed at the same time. Nothing was changed; try again.';
    case 'SKU_TAKEN':
      return 'Another of your items has this SKU.';
    case 'UPC_TAKEN':
      return 'Another item has this product code.';
    case 'CURRENCY_MISMATCH':
      return `The cart is in ${error.cartCurrency}, the item in ${error.itemCurrency}.`;
    case 'INSUFFICIENT_STOCK':
      return 'Some items are not available in this quantity.';
    case 'STOCK_BELOW_RESERVED':
      return `${error.reserved} units are reserved by orders; fewer cannot be left.`;
    case 'SELLER_ORDER_NOT_FOUND':
      return 'There is no such order of yours.';
    case 'SELLER_ORDER_NOT_SHIPPABLE':
      return `This order is not waiting to be shipped (${error.status}).`;
    case 'UNITS_NOT_LEFT':
      return 'Fewer units are left to ship than the parcel names.';
    case 'QUOTE_CHANGED':
      return 'The price has changed since you last saw it.';
    case 'PAYMENT_NOT_FOUND':
      return 'There is no such payment.';
    case 'PAYMENT_NOT_AUTHORIZABLE':
      return `This attempt cannot be paid any more (${error.status}).`;
    case 'PAYMENT_NOT_RETRYABLE':
      return 'This order does not wait for a new payment.';
    case 'PAYMENT_DECLINED':
      return 'Your bank declined the payment. Nothing was charged.';
    default:
      return assertNever(error);
  }
}

function isAboutIdentity(
  error: ApiError,
): error is Extract<ApiError, { code: keyof typeof identityMessages }> {
  return error.code in identityMessages;
}
