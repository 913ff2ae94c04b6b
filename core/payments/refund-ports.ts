import type { OrderId, PaymentOrderId, SellerId, SellerOrderId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { ShippableLine } from '../fulfilment/plan-shipment.js';

/** What a refund needs to know besides the checkout. Each method is one statement. */
export interface Refunds {
  /** Whose share it is, and of which order. */
  find(id: PaymentOrderId): Promise<Readonly<{
    orderId: OrderId;
    sellerId: SellerId;
    sellerOrderId: SellerOrderId;
  }> | null>;
  /** The lines of a seller order with what the shopper pays for each. */
  lines(tx: Tx, id: SellerOrderId): Promise<readonly Pick<ShippableLine, 'id' | 'quantity' | 'grossMinor'>[]>;
}
