import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { PaymentOrderStatus } from '../generated/graphql.js';
import { timeUntil } from '../shared/moment.js';
import { formatMoney } from '../shared/money.js';
import type { SellerOrder } from './rail.js';
import { notGivenBack, onItsWayBack } from './refunds.js';
import styles from './row-note.module.css';

/** Says what this part waits for and since when, where that is not plain from the steps. */
export function RowNote({ sellerOrder }: { readonly sellerOrder: SellerOrder }) {
  const { paymentOrder, seller, status } = sellerOrder;
  const back = paymentOrder === null ? null : <RefundNote paymentOrder={paymentOrder} />;
  if (status === 'CANCELED' && isBeingCaptured(paymentOrder?.status)) {
    return (
      <p className={styles.note} data-tone="waiting">
        {seller.name} was taking its share when the order was canceled. Once the payment provider has
        answered, what was taken is given back.
      </p>
    );
  }
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
  if (paymentOrder?.status === 'VOIDED') {
    return (
      <p className={styles.note} data-tone="attention">
        {seller.name} does not take its share. What was held for it is released, and its items are not sent.
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
  return back;
}

function isBeingCaptured(status: PaymentOrderStatus | undefined): boolean {
  return status === 'CAPTURE_REQUESTED' || status === 'PENDING_CAPTURE';
}

/** Says what is on its way back, and what could not be given back. */
function RefundNote({ paymentOrder }: { readonly paymentOrder: NonNullable<SellerOrder['paymentOrder']> }) {
  const { currency } = paymentOrder.amount;
  const words = (minor: bigint) => formatMoney({ amountMinor: minor.toString(), currency });
  const [returning, failed] = [onItsWayBack(paymentOrder), notGivenBack(paymentOrder)];
  if (failed > 0n) {
    return (
      <p className={styles.note} data-tone="attention">
        {words(failed)} could not be given back to your card. A person looks at it; you need do nothing.
      </p>
    );
  }
  if (returning === 0n) return null;
  return (
    <p className={styles.note} data-tone="refunded">
      {words(returning)} is on its way back to your card. Your bank shows it within a few days.
    </p>
  );
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
