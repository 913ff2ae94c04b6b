import type { SellerPartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import type { Money } from '../shared/money.js';
import { SellerName } from '../shared/seller-mark.js';
import styles from './order-summary.module.css';

/** What is being bought, from a cart's quote or from a placed order. */
export interface SummaryGroup {
  readonly seller: SellerPartsFragment;
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly pictureUrl: string;
    readonly quantity: number;
    readonly total: Money;
  }[];
  readonly shipping: Money;
  readonly total: Money;
}

interface OrderSummaryProps {
  readonly groups: readonly SummaryGroup[];
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly total: Money;
}

export function OrderSummary({ groups, subtotal, shipping, total }: OrderSummaryProps) {
  return (
    <div className={styles.summary}>
      {groups.map((group) => (
        <section key={group.seller.id} className={styles.group} aria-label={group.seller.name}>
          <h2 className={styles.seller}>
            <SellerName seller={group.seller} size={20} />
            <Amount value={group.total} />
          </h2>
          <ul className={styles.lines}>
            {group.lines.map((line) => (
              <li key={line.id} className={styles.line}>
                <span className={styles.frame}>
                  <img className="picture" src={line.pictureUrl} alt="" width={44} height={44} />
                  {line.quantity > 1 && <span className={styles.quantity}>{line.quantity}</span>}
                </span>
                <span>
                  {line.name}
                  {line.quantity > 1 && <span className={styles.times}>{` × ${line.quantity}`}</span>}
                </span>
                <Amount value={line.total} />
              </li>
            ))}
            <li className={styles.shipping}>
              <span>Shipping</span>
              <Amount value={group.shipping} />
            </li>
          </ul>
        </section>
      ))}
      <dl className={styles.sums}>
        <div>
          <dt>Items</dt>
          <dd>
            <Amount value={subtotal} />
          </dd>
        </div>
        <div>
          <dt>Shipping{groups.length > 1 ? `, ${groups.length} parcels` : ''}</dt>
          <dd>
            <Amount value={shipping} />
          </dd>
        </div>
        <div className={styles.total}>
          <dt>Total</dt>
          <dd>
            <Amount value={total} strong />
          </dd>
        </div>
      </dl>
    </div>
  );
}
