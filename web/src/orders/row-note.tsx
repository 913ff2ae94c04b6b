import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { timeUntil } from '../shared/moment.js';
import type { SellerOrder } from './rail.js';
import styles from './row-note.module.css';

/** Says what this part waits for and since when, where that is not plain from the steps. */
export function RowNote({ sellerOrder }: { readonly sellerOrder: SellerOrder }) {
  const { paymentOrder, seller } = sellerOrder;
  if (paymentOrder?.status === 'PENDING_CAPTURE') {
    return <Retrying attempts={paymentOrder.attempts} nextAttemptAt={paymentOrder.nextAttemptAt} />;
  }
  if (paymentOrder?.status === 'CAPTURE_FAILED') {
    return (
      <p className={styles.note} data-tone="attention">
        {seller.name} could not take its share. A person looks at it; the money stays held meanwhile, and you
        need do nothing.
      </p>
    );
  }
  if (paymentOrder?.status === 'INITIATED_PENDING') {
    return (
      <p className={styles.note} data-tone="waiting">
        {seller.name} takes its share when it ships. Until then it is only held.
      </p>
    );
  }
  return null;
}

interface RetryingProps {
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
}

function Retrying({ attempts, nextAttemptAt }: RetryingProps) {
  const [now, setNow] = useState(() => new Date());
  const clock = useInterval(() => setNow(new Date()), 1000);
  const { start, stop } = clock;
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  const when = nextAttemptAt === null ? 'soon' : timeUntil(nextAttemptAt, now);
  return (
    <p className={styles.note} data-tone="waiting">
      The payment provider {attempts === 1 ? 'did not answer at first' : `has not answered ${attempts} times`}
      . We ask again {when}; the money stays held meanwhile and is taken once.
    </p>
  );
}
