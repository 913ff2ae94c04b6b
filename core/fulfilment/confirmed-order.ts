/** A confirmed order as stored by the fulfilment service. */
export type ConfirmedOrder = Readonly<{
  orderId: string;
  orderNumber: string;
  /** The OrderConfirmed event and its sequence within the order. */
  eventId: string;
  sequence: number;
  sellerCount: number;
  confirmedAt: Date;
}>;

/** The fulfilment service's own list, maintained from events alone. */
export interface FulfilmentList<Tx> {
  /** Adds the order in the transaction that records the event in the inbox. Rejects if the order is already listed. */
  add(tx: Tx, order: ConfirmedOrder): Promise<void>;
  /** Marks the order as canceled; false if it is not listed because it was never paid. */
  cancel(tx: Tx, order: Readonly<{ orderId: string; canceledAt: Date }>): Promise<boolean>;
}
