import { Link } from 'react-router';
import type { QuotePartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { isZero } from '../shared/money.js';
import { SellerName } from '../shared/seller-mark.js';
import styles from './cart-group.module.css';
import { CartLine } from './cart-line.js';

type Group = QuotePartsFragment['sellers'][number];

/** One seller's part of the cart: lines, shipping, tax and total. */
export function CartGroup({
  group,
  isCompact = false,
}: {
  readonly group: Group;
  readonly isCompact?: boolean;
}) {
  return (
    <section className={styles.group} data-compact={isCompact || undefined} aria-label={group.seller.name}>
      <header className={styles.head}>
        <Link to={`/sellers/${group.seller.id}`} className={styles.seller}>
          <SellerName seller={group.seller} size={22} />
        </Link>
        {isCompact && <Amount value={group.total} />}
      </header>
      <ul className={styles.lines}>
        {group.lines.map((line) => (
          <li key={line.item.id}>
            <CartLine line={line} isCompact={isCompact} />
          </li>
        ))}
      </ul>
      <dl className={styles.sums}>
        {!isCompact && (
          <div>
            <dt>Items</dt>
            <dd>
              <Amount value={group.subtotal} />
            </dd>
          </div>
        )}
        <div>
          <dt>Shipping</dt>
          <dd>
            <Amount value={group.shipping} />
          </dd>
        </div>
        {!isZero(group.tax) && (
          <div>
            <dt>Tax</dt>
            <dd>
              <Amount value={group.tax} />
            </dd>
          </div>
        )}
        {!isCompact && (
          <div className={styles.total}>
            <dt>{group.seller.name} total</dt>
            <dd>
              <Amount value={group.total} strong />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
