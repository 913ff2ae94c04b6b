import { Amount } from '../shared/amount.js';
import { SellerName } from '../shared/seller-mark.js';
import { Arrival } from './arrival.js';
import { Rail } from './rail-view.js';
import type { RailStep, SellerOrder } from './rail.js';
import { RowNote } from './row-note.js';
import styles from './seller-row.module.css';
import { ShipmentList } from './shipment-list.js';

interface SellerRowProps {
  readonly sellerOrder: SellerOrder;
  readonly steps: readonly RailStep[];
  readonly orderToken: string;
  /** In a canceled order the shopper can't confirm a delivery. */
  readonly isCanceled: boolean;
}

/** A seller order: its amount, its four steps and its parcels. */
export function SellerRow({ sellerOrder, steps, orderToken, isCanceled }: SellerRowProps) {
  const { seller, lines, total, paymentOrder, status } = sellerOrder;
  return (
    <section className={styles.row} aria-label={seller.name} data-payment={paymentOrder?.status}>
      <header className={styles.head}>
        <SellerName seller={seller} size={28} />
        <Amount value={total} strong />
      </header>
      <p className={styles.items}>
        {lines.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ')}
      </p>
      <Rail steps={steps} />
      <ShipmentList sellerOrder={sellerOrder} />
      {status === 'SHIPPED' && !isCanceled && <Arrival sellerOrder={sellerOrder} orderToken={orderToken} />}
      <RowNote sellerOrder={sellerOrder} />
    </section>
  );
}
