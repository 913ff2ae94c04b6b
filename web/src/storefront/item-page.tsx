import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ItemByIdDocument, type ItemByIdQuery } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { EmptyState } from '../shared/empty-state.js';
import { QuantityStepper } from '../shared/quantity-stepper.js';
import { SellerName } from '../shared/seller-mark.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { AddToCart } from './add-to-cart.js';
import styles from './item-page.module.css';
import { stockHint } from './stock-hint.js';

/** The API's limit per line. */
const MAX_PER_LINE = 99;

type Item = NonNullable<ItemByIdQuery['item']>;

export function ItemPage() {
  const { itemId = '' } = useParams();
  const { data, loading } = useQuery(ItemByIdDocument, {
    variables: { id: itemId },
    fetchPolicy: 'cache-and-network',
  });
  const item = data?.item;
  useDocumentTitle(item?.name);
  if (item != null) return <ItemDetail item={item} />;
  if (loading) return <ItemSkeleton />;
  return (
    <EmptyState
      isPage
      title="We can’t show this item"
      action={
        <Button component={Link} to="/">
          Continue shopping
        </Button>
      }
    >
      It may no longer be available, or we can’t reach the shop. Check the link and your connection.
    </EmptyState>
  );
}

function ItemDetail({ item }: { readonly item: Item }) {
  const [quantity, setQuantity] = useState(1);
  const hint = stockHint(item.availableUnits);
  return (
    <>
      <nav aria-label="Breadcrumb" className={styles.crumbs}>
        <Link to="/">Shop</Link>
        <span aria-hidden="true">/</span>
        <Link to={`/sellers/${item.seller.id}`}>{item.seller.name}</Link>
      </nav>
      <div className={styles.columns}>
        <img
          className={`${styles.picture} picture`}
          src={item.pictureUrl}
          alt={item.name}
          width={480}
          height={480}
        />
        <div className={styles.words}>
          <Link to={`/sellers/${item.seller.id}`} className={styles.seller}>
            <SellerName seller={item.seller} size={28} />
          </Link>
          <h1>{item.name}</h1>
          <p className={styles.price}>
            <Amount value={item.price} />
          </p>
          <p className={styles.description}>{item.description}</p>
          <p className={styles.stock} data-tone={hint === undefined ? 'plenty' : 'few'}>
            {hint ?? 'In stock'}
          </p>
          <div className={styles.buy}>
            {item.availableUnits > 0 && (
              <QuantityStepper
                label={`Quantity of ${item.name}`}
                value={quantity}
                max={Math.min(item.availableUnits, MAX_PER_LINE)}
                onChange={setQuantity}
              />
            )}
            <AddToCart item={item} quantity={quantity} />
          </div>
          <ItemFacts item={item} />
        </div>
      </div>
    </>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Category</dt>
        <dd>{item.category}</dd>
      </div>
      <div>
        <dt>SKU</dt>
        <dd>{item.sku}</dd>
      </div>
      {item.upc !== null && (
        <div>
          <dt>UPC</dt>
          <dd>{item.upc}</dd>
        </div>
      )}
      <div>
        <dt>Sold and shipped by</dt>
        <dd>{item.seller.name}</dd>
      </div>
    </dl>
  );
}

function ItemSkeleton() {
  return (
    <div role="status" aria-label="Loading item">
      <Skeleton height={20} width={180} mb={16} />
      <div className={styles.columns}>
        <Skeleton className={styles.picture} />
        <div className={styles.words}>
          <Skeleton height={28} width={140} />
          <Skeleton height={32} width="70%" mt={12} />
          <Skeleton height={24} width={90} mt={12} />
          <Skeleton height={64} mt={20} />
        </div>
      </div>
    </div>
  );
}
