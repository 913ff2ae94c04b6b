import { Link } from 'react-router';
import type { ListedOrderPartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { exactTime, shortTime } from '../shared/moment.js';
import { SellerMark } from '../shared/seller-mark.js';
import styles from './order-row.module.css';
import { statusLabel } from './status-words.js';
import { ToneMark } from './tone-mark.js';

interface OrderRowProps {
  readonly order: ListedOrderPartsFragment;
  readonly to: string;
}

/** An order in a list; the whole row links to its page. */
export function OrderRow({ order, to }: OrderRowProps) {
  const { word, tone } = statusLabel(order);
  return (
    <Link to={to} className={styles.row}>
      <ToneMark tone={tone} size={32} />
      <span className={styles.main}>
        <strong className={styles.number}>{order.number}</strong>
        <span className={styles.what}>{itemsOf(order)}</span>
      </span>
      <span className={styles.sellers} aria-hidden="true">
        {order.sellerOrders.map(({ id, seller }) => (
          <SellerMark key={id} seller={seller} size={26} />
        ))}
      </span>
      <span className={styles.status}>
        <span>{word}</span>
        <time className={styles.when} dateTime={order.placedAt} title={exactTime(order.placedAt)}>
          {shortTime(order.placedAt)}
        </time>
      </span>
      <span className={styles.total}>
        <Amount value={order.total} strong />
      </span>
    </Link>
  );
}

/** `Bud vase and 3 more`: the first item and the number of further units. */
function itemsOf({ sellerOrders }: ListedOrderPartsFragment): string {
  const lines = sellerOrders.flatMap((part) => part.lines);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const first = lines[0]?.name ?? '';
  return units > 1 ? `${first} and ${units - 1} more` : first;
}
