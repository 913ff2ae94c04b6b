/** An order whose money is held, as the fulfilment service keeps it. */
export type ConfirmedOrder = Readonly<{
  orderId: string;
  orderNumber: string;
  /** The event that told of it, and its place among the events of the order. */
  eventId: string;
  sequence: number;
  sellerCount: number;
  confirmedAt: Date;
}>;

/** The fulfilment service's own list; it learns of orders from events alone. */
export interface FulfilmentList<Tx> {
  /** Adds the order inside the transaction that also remembers the event. Rejects when the order is in the list. */
  add(tx: Tx, order: ConfirmedOrder): Promise<void>;
  /** Notes that it was canceled; false for an order that is not in the list, because it was never paid. */
  cancel(tx: Tx, order: Readonly<{ orderId: string; canceledAt: Date }>): Promise<boolean>;
}
