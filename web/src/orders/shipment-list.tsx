import { exactTime, shortTime } from '../shared/moment.js';
import type { SellerOrder } from './rail.js';
import styles from './shipment-list.module.css';

/** A seller's parcels with carrier and tracking number, and their contents if there are several. */
export function ShipmentList({ sellerOrder }: { readonly sellerOrder: SellerOrder }) {
  const { shipments, lines, seller } = sellerOrder;
  if (shipments.length === 0) return null;
  const isWhole =
    shipments.length === 1 && lines.every(({ quantity, shippedUnits }) => quantity === shippedUnits);
  return (
    <ul className={styles.list} aria-label={`Parcels from ${seller.name}`}>
      {shipments.map((shipment, place) => (
        <li key={shipment.id}>
          <p className={styles.line}>
            <strong>{isWhole ? 'Parcel' : `Parcel ${place + 1}`}</strong> via {shipment.carrier}{' '}
            <TrackingNumber shipment={shipment} />
            <time className={styles.when} dateTime={shipment.shippedAt} title={exactTime(shipment.shippedAt)}>
              shipped {shortTime(shipment.shippedAt)}
            </time>
          </p>
          {!isWhole && <p className={styles.content}>{contentOf(shipment, lines)}</p>}
        </li>
      ))}
    </ul>
  );
}

type Shipment = SellerOrder['shipments'][number];

function TrackingNumber({ shipment }: { readonly shipment: Shipment }) {
  const { trackingNumber, trackingUrl } = shipment;
  if (trackingUrl === null) return <span className={styles.number}>{trackingNumber}</span>;
  return (
    <a className={styles.number} href={trackingUrl} target="_blank" rel="noreferrer">
      {trackingNumber}
    </a>
  );
}

function contentOf(shipment: Shipment, lines: SellerOrder['lines']): string {
  const inside = shipment.lines.map(({ orderLineId, quantity }) => {
    const name = lines.find(({ id }) => id === orderLineId)?.name ?? '';
    return quantity > 1 ? `${quantity} × ${name}` : name;
  });
  return inside.join(', ');
}
