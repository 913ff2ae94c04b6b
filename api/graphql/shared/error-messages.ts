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

/** The use case returns a decline as a result; the API returns it as an error with the payment. */
type PaymentDeclined = Readonly<{ code: 'PAYMENT_DECLINED'; declineCode: string; declineMessage: string }>;

/** Errors of accounts, sessions, mailed tokens and API keys. */
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

/** Every expected error that the API can return. */
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

/** The error with this code, typed so that TypeScript relates a code's table entry to its error. */
type ErrorOf<Of extends Code = Code> = {
  [Each in Of]: Extract<ApiError, { code: Each }> & { code: Each };
}[Of];

type Sentence<Of extends Code> = string | ((error: ErrorOf<Of>) => string);

/** Messages by error code; a code without a message does not compile. */
const SENTENCES: { readonly [Each in Code]: Sentence<Each> } = {
  ...identityMessages,
  RATE_LIMITED: (error) => `Too many attempts. Try again in ${inWords(error.retryAfterMs)}.`,
  INVALID_INPUT: (error) => `${error.field || 'The input'} ${error.reason}.`,
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was already used with different input.',
  IDEMPOTENCY_KEY_IN_PROGRESS: 'The first request with this idempotency key is still in progress.',
  CART_NOT_FOUND: 'This cart no longer exists.',
  CART_EMPTY: 'The cart is empty.',
  CART_ALREADY_ORDERED: 'This cart has already been ordered.',
  ITEM_NOT_FOUND: 'This item is no longer available.',
  SELLER_NOT_FOUND: 'Seller not found.',
  ITEM_CHANGED: 'Someone else has changed this item since you opened it.',
  IMPORT_REJECTED: (error) => `${error.faultCount} cells or rows are invalid. Nothing was changed.`,
  IMPORT_DISTURBED: 'These items were changed at the same time. Nothing was imported; try again.',
  TERMS_CHANGED: 'Someone else has changed these terms since you opened them.',
  SKU_TAKEN: 'Another of your items has this SKU.',
  UPC_TAKEN: 'Another item has this product code.',
  CURRENCY_MISMATCH: (error) => `The cart is in ${error.cartCurrency}, the item in ${error.itemCurrency}.`,
  INSUFFICIENT_STOCK: 'Some items are not available in the requested quantity.',
  STOCK_BELOW_RESERVED: (error) =>
    `${error.reserved} units are reserved for orders; stock cannot go below that.`,
  SELLER_ORDER_NOT_FOUND: 'Order not found.',
  ORDER_NOT_FOUND: 'Order not found.',
  ORDER_NOT_CANCELABLE: (error) => `This order can no longer be canceled (${error.status}).`,
  ORDER_SHIPPED: 'Part of this order has already shipped. Return what you do not want to keep.',
  SELLER_ORDER_NOT_SHIPPABLE: (error) => `This order cannot be shipped (${error.status}).`,
  SELLER_ORDER_NOT_IN_DELIVERY: (error) => `This order is not in delivery (${error.status}).`,
  PAYMENT_ORDER_NOT_VOIDABLE: (error) => `This payment order cannot be voided (${error.status}).`,
  PAYMENT_ORDER_NOT_CAPTURABLE: (error) => `This payment order cannot be captured (${error.status}).`,
  UNITS_NOT_LEFT: 'The shipment contains more units than are left to ship.',
  QUOTE_CHANGED: 'The price has changed since you last saw it.',
  TOTAL_BELOW_MINIMUM: (error) => `The least that can be paid is ${formatMoney(error.minimum)}.`,
  TOTAL_ABOVE_MAXIMUM: (error) => `The most that can be paid at once is ${formatMoney(error.maximum)}.`,
  ORDER_ALREADY_OWNED: 'This order belongs to another account.',
  PAYMENT_NOT_FOUND: 'Payment not found.',
  PAYMENT_NOT_AUTHORIZABLE: (error) => `This payment attempt can no longer be authorized (${error.status}).`,
  PAYMENT_NOT_RETRYABLE: 'This order is not waiting for a new payment attempt.',
  PAYMENT_DECLINED: 'Your bank declined the payment. Nothing was charged.',
  PAYMENT_ORDER_NOT_FOUND: 'Payment order not found.',
  PAYMENT_ORDER_NOT_REFUNDABLE: (error) =>
    `Nothing is left to refund on this payment order (${error.status}).`,
  REFUND_ABOVE_CAPTURE: 'The amount exceeds what is left to refund.',
  STEP_NOT_FOUND: 'Step not found.',
  STEP_NOT_RETRYABLE: (error) => `This step cannot be retried: ${error.why}.`,
  WEBHOOK_EVENT_NOT_FOUND: 'Webhook event not found.',
  WEBHOOK_EVENT_WAITING: 'This event is still queued and will be processed automatically.',
};

/** The message for people. */
export function messageOf<Of extends Code>(error: ErrorOf<Of>): string {
  const sentence: Sentence<Of> = SENTENCES[error.code];
  return typeof sentence === 'string' ? sentence : sentence(error);
}

/** A waiting time, rounded up so that nobody retries too early. */
function inWords(ms: number): string {
  if (ms <= 60_000) return `${Math.ceil(ms / 1_000)} seconds`;
  return `${Math.ceil(ms / 60_000)} minutes`;
}
