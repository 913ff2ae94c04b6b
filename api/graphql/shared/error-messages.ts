import type { CapturePaymentOrderError } from '../../../core/payments/capture-payment-order.js';
import type { VoidPaymentOrderError } from '../../../core/payments/void-payment-order.js';
import type { CartChangeError } from '../../../core/cart/change-cart.js';
import type { CancelOrderError } from '../../../core/orders/cancel-order.js';
import type { ConfirmDeliveryError } from '../../../core/fulfilment/confirm-delivery.js';
import type { ShipSellerOrderError } from '../../../core/fulfilment/ship-seller-order.js';
import type { AdoptOrderError } from '../../../core/orders/adopt-order.js';
import type { MergeCartError } from '../../../core/cart/merge-cart.js';
import type { PlaceOrderError } from '../../../core/orders/place-order.js';
import type { CreateApiKeyError } from '../../../core/identity/create-api-key.js';
import type { RevokeApiKeyError } from '../../../core/identity/revoke-api-key.js';
import type { ChangePasswordError } from '../../../core/identity/change-password.js';
import type { MailedTokenError } from '../../../core/identity/mailed-token.js';
import type { RefreshSessionError } from '../../../core/identity/refresh-session.js';
import type { RegisterError } from '../../../core/identity/register.js';
import type { RequestEmailVerificationError } from '../../../core/identity/request-email-verification.js';
import type { SignInWithIssuerError } from '../../../core/identity/sign-in-with-issuer.js';
import type { SignInError } from '../../../core/identity/sign-in.js';
import type { AuthorizePaymentError } from '../../../core/payments/authorize-payment.js';
import type { RetryPaymentError } from '../../../core/payments/retry-payment.js';
import type { CreateItemError } from '../../../core/catalog/create-item.js';
import type { ImportItemsError } from '../../../core/catalog/import-items.js';
import type { SetCommissionPlanError } from '../../../core/catalog/set-commission-plan.js';
import type { SetShippingTermsError } from '../../../core/catalog/set-shipping-terms.js';
import type { UpdateItemError } from '../../../core/catalog/update-item.js';
import type { RateLimited } from '../../../core/limits/rate-limits.js';
import type { AdjustStockError } from '../../../core/inventory/adjust-stock.js';
import { formatMoney } from '../../../core/shared/money.js';
import { identityMessages } from '../identity/identity-messages.js';
import type { RecheckPaymentError } from '../../../core/operations/recheck-payment.js';
import type { ReplayWebhookError } from '../../../core/operations/replay-webhook.js';
import type { RefundPaymentOrderError } from '../../../core/payments/refund-payment-order.js';
import type { RetryStepError } from '../../../core/operations/retry-step.js';

/** A decline is an answer of the use case; the API shows it as an error that carries the payment. */
type PaymentDeclined = Readonly<{ code: 'PAYMENT_DECLINED'; declineCode: string; declineMessage: string }>;

/** What signing in and everything around it can come to. */
type IdentityError =
  | CreateApiKeyError
  | RevokeApiKeyError
  | RegisterError
  | SignInError
  | SignInWithIssuerError
  | RefreshSessionError
  | ChangePasswordError
  | MailedTokenError
  | RequestEmailVerificationError;

/** Every expected failure that the API can return. */
export type ApiError =
  | CartChangeError
  | MergeCartError
  | AdoptOrderError
  | PlaceOrderError
  | AuthorizePaymentError
  | RetryPaymentError
  | PaymentDeclined
  | AdjustStockError
  | CreateItemError
  | UpdateItemError
  | SetCommissionPlanError
  | SetShippingTermsError
  | ShipSellerOrderError
  | ConfirmDeliveryError
  | CancelOrderError
  | VoidPaymentOrderError
  | CapturePaymentOrderError
  | ImportItemsError
  | RetryStepError
  | ReplayWebhookError
  | RecheckPaymentError
  | RateLimited
  | RefundPaymentOrderError
  | IdentityError;

type Code = ApiError['code'];

/** The error with this code; written so that a table over codes and an error of it are seen to belong together. */
type ErrorOf<Of extends Code = Code> = {
  [Each in Of]: Extract<ApiError, { code: Each }> & { code: Each };
}[Of];

type Sentence<Of extends Code> = string | ((error: ErrorOf<Of>) => string);

/** The one table from domain errors to words: a code without a sentence does not compile. */
const SENTENCES: { readonly [Each in Code]: Sentence<Each> } = {
  ...identityMessages,
  RATE_LIMITED: (error) => `Too many tries. Try again in ${inWords(error.retryAfterMs)}.`,
  INVALID_INPUT: (error) => `${error.field || 'The input'} ${error.reason}.`,
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was already used for something else.',
  IDEMPOTENCY_KEY_IN_PROGRESS: 'The same request is still being worked on.',
  CART_NOT_FOUND: 'This cart no longer exists.',
  CART_EMPTY: 'The cart is empty.',
  CART_ALREADY_ORDERED: 'This cart has already been ordered.',
  ITEM_NOT_FOUND: 'This item is not sold here any more.',
  SELLER_NOT_FOUND: 'There is no such seller.',
  ITEM_CHANGED: 'Someone else has changed this item meanwhile.',
  IMPORT_REJECTED: (error) => `${error.faultCount} cells or rows are at fault. Nothing was changed.`,
  IMPORT_DISTURBED: 'These items were being changed at the same time. Nothing was changed; try again.',
  TERMS_CHANGED: 'Someone else has changed these terms meanwhile.',
  SKU_TAKEN: 'Another of your items has this SKU.',
  UPC_TAKEN: 'Another item has this product code.',
  CURRENCY_MISMATCH: (error) => `The cart is in ${error.cartCurrency}, the item in ${error.itemCurrency}.`,
  INSUFFICIENT_STOCK: 'Some items are not available in this quantity.',
  STOCK_BELOW_RESERVED: (error) => `${error.reserved} units are reserved by orders; fewer cannot be left.`,
  SELLER_ORDER_NOT_FOUND: 'There is no such order of yours.',
  ORDER_NOT_FOUND: 'There is no such order.',
  ORDER_NOT_CANCELABLE: (error) => `This order can no longer be canceled (${error.status}).`,
  ORDER_SHIPPED: 'A part of this order is on its way. Send back what you do not want to keep.',
  SELLER_ORDER_NOT_SHIPPABLE: (error) => `This order is not waiting to be shipped (${error.status}).`,
  SELLER_ORDER_NOT_IN_DELIVERY: (error) => `This order is not on its way (${error.status}).`,
  PAYMENT_ORDER_NOT_VOIDABLE: (error) => `This share cannot be voided (${error.status}).`,
  PAYMENT_ORDER_NOT_CAPTURABLE: (error) => `This share cannot be captured (${error.status}).`,
  UNITS_NOT_LEFT: 'Fewer units are left to ship than the parcel names.',
  QUOTE_CHANGED: 'The price has changed since you last saw it.',
  TOTAL_BELOW_MINIMUM: (error) => `The least that can be paid is ${formatMoney(error.minimum)}.`,
  TOTAL_ABOVE_MAXIMUM: (error) => `The most that can be paid at once is ${formatMoney(error.maximum)}.`,
  ORDER_ALREADY_OWNED: 'This order belongs to another account.',
  PAYMENT_NOT_FOUND: 'There is no such payment.',
  PAYMENT_NOT_AUTHORIZABLE: (error) => `This attempt cannot be paid any more (${error.status}).`,
  PAYMENT_NOT_RETRYABLE: 'This order does not wait for a new payment.',
  PAYMENT_DECLINED: 'Your bank declined the payment. Nothing was charged.',
  PAYMENT_ORDER_NOT_FOUND: 'There is no such share of a payment.',
  PAYMENT_ORDER_NOT_REFUNDABLE: (error) => `Nothing of this share is left to give back (${error.status}).`,
  REFUND_ABOVE_CAPTURE: 'This is more than is left to give back.',
  STEP_NOT_FOUND: 'There is no such step.',
  STEP_NOT_RETRYABLE: (error) => `This step cannot be run again: ${error.why}.`,
  WEBHOOK_EVENT_NOT_FOUND: 'There is no such webhook event.',
  WEBHOOK_EVENT_WAITING: 'This event has not been processed yet; it will be, without help.',
};

/** One short sentence for people. */
export function messageOf<Of extends Code>(error: ErrorOf<Of>): string {
  const sentence: Sentence<Of> = SENTENCES[error.code];
  return typeof sentence === 'string' ? sentence : sentence(error);
}

/** A time to wait, rounded up: nobody comes back too early. */
function inWords(ms: number): string {
  if (ms <= 60_000) return `${Math.ceil(ms / 1_000)} seconds`;
  return `${Math.ceil(ms / 60_000)} minutes`;
}
