import type { LedgerFact } from '../../../core/ledger/recipes.js';
import type { OrderId, PaymentId, PaymentOrderId } from '../../../core/shared/ids.js';
import { defineTable, insertOnly, key, orNull, readOnly, text, timestamp } from '../database/table.js';

export const ledgerEntryTable = defineTable('ledger_entry', {
  id: key(text()),
  businessKey: insertOnly(text()),
  fact: insertOnly(text<LedgerFact>()),
  orderId: insertOnly(orNull(text<OrderId>())),
  paymentId: insertOnly(orNull(text<PaymentId>())),
  paymentOrderId: insertOnly(orNull(text<PaymentOrderId>())),
  stepId: insertOnly(orNull(text())),
  actor: insertOnly(text()),
  cause: insertOnly(text()),
  occurredAt: readOnly(timestamp()),
});
