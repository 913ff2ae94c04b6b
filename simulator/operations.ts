import {
  createAccount,
  deleteAccount,
  listAccounts,
  retrieveAccount,
  retrieveOwnAccount,
  updateAccount,
} from './accounts/account-operations.js';
import {
  listBalanceTransactions,
  retrieveBalance,
  retrieveBalanceTransaction,
} from './balance/balance-operations.js';
import { listCharges, retrieveCharge, searchCharges, updateCharge } from './charges/charge-operations.js';
import {
  createConfirmationToken,
  createTestConfirmationToken,
  retrieveConfirmationToken,
} from './confirmation-tokens/create-token.js';
import {
  createCustomer,
  deleteCustomer,
  listCustomers,
  retrieveCustomer,
  updateCustomer,
} from './customers/customer-operations.js';
import {
  closeDisputeOperation,
  listDisputes,
  retrieveDispute,
  updateDispute,
} from './disputes/dispute-operations.js';
import { listEvents, retrieveEvent } from './events/event-operations.js';
import type { Operation } from './http/operation.js';
import { cancelPaymentIntent } from './payment-intents/cancel-intent.js';
import { capturePaymentIntent } from './payment-intents/capture-intent.js';
import { confirmPaymentIntent } from './payment-intents/confirm-intent.js';
import { createPaymentIntent } from './payment-intents/create-intent.js';
import { listPaymentIntents, searchPaymentIntents } from './payment-intents/list-intents.js';
import { retrievePaymentIntent } from './payment-intents/retrieve-intent.js';
import { updatePaymentIntent } from './payment-intents/update-intent.js';
import {
  attachPaymentMethod,
  createPaymentMethodOperation,
  detachPaymentMethod,
  listCustomerPaymentMethods,
  listPaymentMethods,
  retrieveCustomerPaymentMethod,
  retrievePaymentMethod,
  updatePaymentMethod,
} from './payment-methods/payment-method-operations.js';
import { createPayout } from './payouts/create-payout.js';
import { cancelPayout, listPayouts, retrievePayout, updatePayout } from './payouts/payout-operations.js';
import { createRefund } from './refunds/create-refund.js';
import { cancelRefund, listRefunds, retrieveRefund, updateRefund } from './refunds/refund-operations.js';
import {
  cancelSetupIntent,
  confirmSetupIntent,
  createSetupIntent,
  listSetupIntents,
  retrieveSetupIntent,
  updateSetupIntent,
} from './setup-intents/setup-operations.js';
import { createTransfer } from './transfers/create-transfer.js';
import { createReversal, listReversals, retrieveReversal } from './transfers/reversals.js';
import { listTransfers, retrieveTransfer, updateTransfer } from './transfers/transfer-operations.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  listWebhookEndpoints,
  retrieveWebhookEndpoint,
  updateWebhookEndpoint,
} from './webhooks/webhook-endpoint-operations.js';

/** Every operation of Stripe's API that the simulator imitates. */
export const operations: readonly Operation[] = [
  createPaymentIntent,
  retrievePaymentIntent,
  updatePaymentIntent,
  listPaymentIntents,
  searchPaymentIntents,
  confirmPaymentIntent,
  capturePaymentIntent,
  cancelPaymentIntent,
  createConfirmationToken,
  retrieveConfirmationToken,
  createTestConfirmationToken,
  retrieveCharge,
  listCharges,
  searchCharges,
  updateCharge,
  createRefund,
  retrieveRefund,
  listRefunds,
  updateRefund,
  cancelRefund,
  createPaymentMethodOperation,
  retrievePaymentMethod,
  updatePaymentMethod,
  listPaymentMethods,
  attachPaymentMethod,
  detachPaymentMethod,
  createCustomer,
  retrieveCustomer,
  updateCustomer,
  deleteCustomer,
  listCustomers,
  listCustomerPaymentMethods,
  retrieveCustomerPaymentMethod,
  createSetupIntent,
  retrieveSetupIntent,
  updateSetupIntent,
  listSetupIntents,
  confirmSetupIntent,
  cancelSetupIntent,
  retrieveBalance,
  listBalanceTransactions,
  retrieveBalanceTransaction,
  createTransfer,
  retrieveTransfer,
  listTransfers,
  updateTransfer,
  createReversal,
  listReversals,
  retrieveReversal,
  createPayout,
  retrievePayout,
  listPayouts,
  updatePayout,
  cancelPayout,
  createAccount,
  retrieveAccount,
  retrieveOwnAccount,
  listAccounts,
  updateAccount,
  deleteAccount,
  retrieveDispute,
  listDisputes,
  updateDispute,
  closeDisputeOperation,
  listEvents,
  retrieveEvent,
  createWebhookEndpoint,
  retrieveWebhookEndpoint,
  listWebhookEndpoints,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
];
