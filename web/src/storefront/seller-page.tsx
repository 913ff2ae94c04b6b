import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { SellerByIdDocument, type SellerPartsFragment } from '../generated/graphql.js';
import { EmptyState } from '../shared/empty-state.js';
import { hasBanner, SellerMark } from '../shared/seller-mark.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { ItemGrid } from './item-grid.js';
import styles from './seller-page.module.css';

export function SellerPage() {
  const { sellerId = '' } = useParams();
  const { data, loading } = useQuery(SellerByIdDocument, { variables: { id: sellerId } });
  const seller = data?.seller;
  useDocumentTitle(seller?.name);
  if (!loading && seller == null) {
    return (
      <EmptyState
        isPage
        title="We couldn’t find this seller"
        action={
          <Button component={Link} to="/">
            Continue shopping
          </Button>
        }
      >
        The link may be wrong, the seller may have left, or we can’t reach the shop.
      </EmptyState>
    );
  }
  return (
    <>
      {seller == null ? <Skeleton className={styles.banner} /> : <SellerHead seller={seller} />}
      <section aria-label="Items" className={styles.items}>
        <ItemGrid
          search=""
          sellerId={sellerId}
          whenEmpty={
            <EmptyState title="Nothing for sale right now">
              This seller has no items at the moment.
            </EmptyState>
          }
        />
      </section>
    </>
  );
}

function SellerHead({ seller }: { readonly seller: SellerPartsFragment }) {
  return (
    <>
      {hasBanner(seller.accent) && (
        <img className={`${styles.banner} picture`} src={`/pictures/banner-${seller.accent}.svg`} alt="" />
      )}
      <div className={styles.head}>
        <SellerMark seller={seller} size={56} />
        <div>
          <h1>{seller.name}</h1>
          <p className={styles.tagline}>{seller.tagline}</p>
        </div>
      </div>
    </>
  );
}
