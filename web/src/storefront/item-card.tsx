import { Link } from 'react-router';
import type { ItemPartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { SellerMark } from '../shared/seller-mark.js';
import { AddToCart } from './add-to-cart.js';
import styles from './item-card.module.css';
import { stockHint } from './stock-hint.js';

/** An item in a grid: the card links to the item, the button adds one unit to the cart. */
export function ItemCard({ item }: { readonly item: ItemPartsFragment }) {
  const hint = stockHint(item.availableUnits);
  return (
    <article className={styles.card}>
      <div className={styles.frame}>
        <img
          className={`${styles.picture} picture`}
          src={item.pictureUrl}
          alt=""
          width={480}
          height={480}
          data-sold-out={item.availableUnits === 0 || undefined}
        />
        {hint !== undefined && (
          <span className={styles.hint} data-tone={item.availableUnits === 0 ? 'out' : 'low'}>
            {hint}
          </span>
        )}
      </div>
      <div className={styles.words}>
        <p className={styles.seller}>
          <SellerMark seller={item.seller} size={18} />
          {item.seller.name}
        </p>
        <h2 className={styles.name}>
          <Link to={`/items/${item.id}`} className={styles.link}>
            {item.name}
          </Link>
        </h2>
        <div className={styles.foot}>
          <Amount value={item.price} strong />
          <div className={styles.add}>
            <AddToCart item={item} quantity={1} isCompact />
          </div>
        </div>
      </div>
    </article>
  );
}
