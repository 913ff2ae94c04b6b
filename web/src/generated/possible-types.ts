export const possibleTypes: Record<string, string[]> = {
  AuthorizePaymentResult: ['AuthorizePaymentSuccess', 'IdempotencyKeyInProgress', 'IdempotencyKeyReused', 'InvalidInput', 'PaymentDeclined', 'PaymentNotAuthorizable', 'PaymentNotFound'],
  ChangeCartResult: ['CartAlreadyOrdered', 'CartChanged', 'CartNotFound', 'CurrencyMismatch', 'InsufficientStock', 'InvalidInput', 'ItemNotFound'],
  CreateCartResult: ['CreateCartSuccess', 'InvalidInput'],
  Node: ['Cart', 'Item', 'Order', 'Payment', 'PaymentIntent', 'PaymentOrder', 'Seller', 'SellerOrder'],
  PlaceOrderResult: ['CartAlreadyOrdered', 'CartEmpty', 'CartNotFound', 'IdempotencyKeyInProgress', 'IdempotencyKeyReused', 'InsufficientStock', 'InvalidInput', 'PlaceOrderSuccess', 'QuoteChanged'],
  RetryPaymentResult: ['IdempotencyKeyInProgress', 'IdempotencyKeyReused', 'InvalidInput', 'PaymentNotFound', 'PaymentNotRetryable', 'RetryPaymentSuccess'],
  SetCartDestinationResult: ['CartAlreadyOrdered', 'CartChanged', 'CartNotFound', 'InvalidInput'],
  UserError: ['CartAlreadyOrdered', 'CartEmpty', 'CartNotFound', 'CurrencyMismatch', 'IdempotencyKeyInProgress', 'IdempotencyKeyReused', 'InsufficientStock', 'InvalidInput', 'ItemNotFound', 'PaymentDeclined', 'PaymentNotAuthorizable', 'PaymentNotFound', 'PaymentNotRetryable', 'QuoteChanged'],
};
