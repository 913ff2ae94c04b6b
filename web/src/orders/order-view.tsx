import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { KeepOrder } from '../account/keep-order.js';
import type { OrderPartsFragment } from '../generated/graphql.js';
import { LiveIcon } from '../shared/icons.js';
import { exactTime, shortTime } from '../shared/moment.js';
import { Notice } from '../shared/notice.js';
import { CancelOrder } from './cancel-order.js';
import { cancelableMoney } from './cancelable.js';
import { headlineOf, latestIntent, type Headline } from './headline.js';
import { MoneyBar } from './money-bar.js';
import { moneySplit } from './money-split.js';
import { OrderFacts } from './order-facts.js';
import { OrderSummary } from './order-summary.js';
import styles from './order-view.module.css';
import { payPath } from './order-path.js';
import { railOf } from './rail.js';
import { ReceiptButton } from './receipt-button.js';
import { SellerRow } from './seller-row.js';
import { ToneMark } from './tone-mark.js';
import { useAnnouncements } from './use-announcements.js';

interface OrderViewProps {
  readonly order: OrderPartsFragment;
  readonly orderToken: string;
  readonly receivedAt: Date;
  readonly isAway: boolean;
}

export function OrderView({ order, orderToken, receivedAt, isAway }: OrderViewProps) {
  const headline = headlineOf(order);
  const cancelable = cancelableMoney(order);
  const announcement = useAnnouncements(order);
  const groups = order.sellerOrders.map(({ seller, lines, shipping, tax, total }) => ({
    seller,
    lines,
    shipping,
    tax,
    total,
  }));
  return (
    <div className={styles.page}>
      {isAway && (
        <Notice tone="attention" title="Reconnecting…">
          Last updated {shortTime(receivedAt.toISOString())}. We’ll refresh this automatically when you’re
          back online.
        </Notice>
      )}
      <header className={styles.head}>
        <ToneMark tone={headline.tone} size={44} />
        <div className={styles.words}>
          <h1>{headline.title}</h1>
          <p className={styles.text}>{headline.text}</p>
          <p className={styles.number}>
            Order <strong>{order.number}</strong>, placed{' '}
            <time dateTime={order.placedAt} title={exactTime(order.placedAt)}>
              {shortTime(order.placedAt)}
            </time>
            <LiveChip isAway={isAway} />
          </p>
        </div>
        <NextStep headline={headline} order={order} orderToken={orderToken} />
      </header>
      <p className={styles.announced} role="log" aria-live="polite">
        {announcement}
      </p>
      <div className={styles.columns}>
        <div className={styles.status}>
          <MoneyBar total={order.total} parts={moneySplit(order)} />
          {order.sellerOrders.map((sellerOrder) => (
            <SellerRow
              key={sellerOrder.id}
              sellerOrder={sellerOrder}
              steps={railOf(sellerOrder, latestIntent(order))}
              orderToken={orderToken}
              isCanceled={order.status === 'CANCELED'}
            />
          ))}
        </div>
        <aside className={styles.aside} aria-label="Order details">
          <div className={styles.card}>
            <OrderSummary groups={groups} amounts={order} />
          </div>
          <OrderFacts order={order} />
          <div className="no-print">
            <KeepOrder orderId={order.id} orderToken={orderToken} email={order.email} />
          </div>
          {order.sellerOrders.some(({ paymentOrder }) => paymentOrder !== null) && (
            <ReceiptButton orderId={order.id} orderNumber={order.number} orderToken={orderToken} />
          )}
          {cancelable !== null && (
            <CancelOrder orderId={order.id} orderToken={orderToken} money={cancelable} />
          )}
        </aside>
      </div>
    </div>
  );
}

interface NextStepProps {
  readonly headline: Headline;
  readonly order: OrderPartsFragment;
  readonly orderToken: string;
}

function NextStep({ headline, order, orderToken }: NextStepProps) {
  const { id } = order;
  if (headline.action === 'pay') {
    return (
      <Button component={Link} to={payPath(id, orderToken)} size="md">
        {latestIntent(order) === 'DECLINED' ? 'Try another card' : 'Pay now'}
      </Button>
    );
  }
  if (headline.action === 'confirm') {
    const bankUrl = order.payment.intents.at(-1)?.nextAction?.redirectUrl;
    if (bankUrl == null) return null;
    return (
      <Button component="a" href={bankUrl} size="md">
        Continue to your bank
      </Button>
    );
  }
  if (headline.action === 'shop') {
    return (
      <Button component={Link} to="/" variant="default">
        Continue shopping
      </Button>
    );
  }
  return null;
}

function LiveChip({ isAway }: { readonly isAway: boolean }) {
  return (
    <span className={`${styles.live} no-print`} data-away={isAway || undefined}>
      <LiveIcon size={16} />
      {isAway ? 'Reconnecting' : 'Live'}
    </span>
  );
}
