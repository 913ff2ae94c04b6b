import { Button } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../shared/notice.js';
import styles from './arrival.module.css';
import { confirmArrival } from './confirm-arrival.js';
import type { SellerOrder } from './rail.js';

interface ArrivalProps {
  readonly sellerOrder: SellerOrder;
  readonly orderToken: string;
}

/** Lets the shopper confirm the delivery. Optional: after `DELIVERED_AFTER_DAYS` delivery is presumed. */
export function Arrival({ sellerOrder, orderToken }: ArrivalProps) {
  const { id, seller, shipments } = sellerOrder;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const confirm = async () => {
    setBusy(true);
    setFailure(await confirmArrival(id, orderToken));
    setBusy(false);
  };
  const label = shipments.length === 1 ? 'My parcel has arrived' : 'All parcels have arrived';
  return (
    <div className={`${styles.arrival} no-print`}>
      {failure !== undefined && <Notice tone="failed" title={failure} />}
      <Button
        variant="default"
        loading={isBusy}
        aria-label={`${label}, ${seller.name}`}
        onClick={() => void confirm()}
      >
        {label}
      </Button>
    </div>
  );
}
