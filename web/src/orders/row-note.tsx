import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { PaymentOrderStatus } from '../generated/graphql.js';
import { timeUntil } from '../shared/moment.js';
import { formatMoney } from '../shared/money.js';
import type { SellerOrder } from './rail.js';
import { failedRefundMinor, pendingRefundMinor } from './refunds.js';
import styles from './row-note.module.css';

/** Explains what a seller order is waiting for when the steps don't make it clear. */
export function RowNote({ sellerOrder }: { readonly sellerOrder: SellerOrder }) {
  const { paymentOrder, seller, status } = sellerOrder;
  const refundNote = paymentOrder === null ? null : <RefundNote paymentOrder={paymentOrder} />;
  if (status === 'CANCELED' && isBeingCaptured(paymentOrder?.status)) {
    return (
      <p className={styles.note} data-tone="waiting">
        {seller.name} was charging your card when the order was canceled. Once the payment provider responds,
        we’ll refund you.
      </p>
    );
  }
  if (paymentOrder?.status === 'PENDING_CAPTURE') {
    return <Retrying attempts={paymentOrder.attempts} nextAttemptAt={paymentOrder.nextAttemptAt} />;
  }
  if (paymentOrder?.status === 'CAPTURE_FAILED') {
    return (
      <p className={styles.note} data-tone="attention">
        We couldn’t charge this part. Our team is looking into it; you don’t need to do anything.
      </p>
    );
  }
  if (paymentOrder?.status === 'VOIDED') {
    return (
      <p className={styles.note} data-tone="attention">
        This part is canceled. You won’t be charged for it, and it won’t be shipped.
      </p>
    );
  }
  if (paymentOrder?.status === 'INITIATED_PENDING') {
    return (
      <p className={styles.note} data-tone="waiting">
        You haven’t been charged for this part yet. {seller.name} charges your card when your items are ready
        to ship.
      </p>
    );
  }
  return refundNote;
}

function isBeingCaptured(status: PaymentOrderStatus | undefined): boolean {
  return status === 'CAPTURE_REQUESTED' || status === 'PENDING_CAPTURE';
}

/** Shows a pending or failed refund. */
function RefundNote({ paymentOrder }: { readonly paymentOrder: NonNullable<SellerOrder['paymentOrder']> }) {
  const { currency } = paymentOrder.amount;
  const text = (minor: bigint) => formatMoney({ amountMinor: minor.toString(), currency });
  const [pending, failed] = [pendingRefundMinor(paymentOrder), failedRefundMinor(paymentOrder)];
  if (failed > 0n) {
    return (
      <p className={styles.note} data-tone="attention">
        We couldn’t refund {text(failed)} to your card. Our team is looking into it; you don’t need to do
        anything.
      </p>
    );
  }
  if (pending === 0n) return null;
  return (
    <p className={styles.note} data-tone="refunded">
      We’re refunding {text(pending)} to your card. It takes a few days to appear on your statement.
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
      The payment provider hasn’t responded{attempts === 1 ? ' yet' : ` after ${attempts} attempts`}. We’ll
      try again {when}; you’ll only be charged once.
    </p>
  );
}
