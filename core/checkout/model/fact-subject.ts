import type { PaymentIntentId, PaymentOrderId } from '../../shared/ids.js';

/** What a fact is about. A capture fact names the payment orders that it settles. */
export type FactSubject = Readonly<{ intentId: PaymentIntentId; paymentOrderIds: readonly PaymentOrderId[] }>;
