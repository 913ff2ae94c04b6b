import type { SellerPartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import type { Money } from '../shared/money.js';
import { isZero } from '../shared/money.js';
import { SellerName } from '../shared/seller-mark.js';
import styles from './order-summary.module.css';

/** One seller's items, from a cart's quote or a placed order. */
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
  readonly tax: Money;
  readonly total: Money;
}

interface OrderSummaryProps {
  readonly groups: readonly SummaryGroup[];
  readonly amounts: {
    readonly subtotal: Money;
    readonly shipping: Money;
    readonly tax: Money;
    readonly taxIncluded: Money;
    readonly total: Money;
  };
}

export function OrderSummary({ groups, amounts }: OrderSummaryProps) {
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
            {!isZero(group.tax) && (
              <li className={styles.shipping}>
                <span>Tax</span>
                <Amount value={group.tax} />
              </li>
            )}
          </ul>
        </section>
      ))}
      <Sums amounts={amounts} parcels={groups.length} />
    </div>
  );
}

function Sums({ amounts, parcels }: Pick<OrderSummaryProps, 'amounts'> & { readonly parcels: number }) {
  const { subtotal, shipping, tax, taxIncluded, total } = amounts;
  return (
    <>
      <dl className={styles.sums}>
        <div>
          <dt>Items</dt>
          <dd>
            <Amount value={subtotal} />
          </dd>
        </div>
        <div>
          <dt>Shipping{parcels > 1 ? `, ${parcels} parcels` : ''}</dt>
          <dd>
            <Amount value={shipping} />
          </dd>
        </div>
        {!isZero(tax) && (
          <div>
            <dt>Tax</dt>
            <dd>
              <Amount value={tax} />
            </dd>
          </div>
        )}
        <div className={styles.total}>
          <dt>Total</dt>
          <dd>
            <Amount value={total} strong />
          </dd>
        </div>
      </dl>
      {!isZero(taxIncluded) && (
        <p className={styles.included}>
          Includes <Amount value={taxIncluded} /> tax
        </p>
      )}
    </>
  );
}
