import { Button } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { SellersDocument, type SellerPartsFragment } from '../generated/graphql.js';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { ItemGrid } from './item-grid.js';
import { SellerFilter } from './seller-filter.js';
import styles from './storefront-page.module.css';

export function StorefrontPage() {
  const [params] = useSearchParams();
  const search = params.get('q') ?? '';
  const sellerId = params.get('seller') ?? '';
  const { data } = useQuery(SellersDocument);
  const sellers = data?.sellers.edges.map((edge) => edge.node);
  const current = sellers?.find((seller) => seller.id === sellerId);
  useDocumentTitle(search === '' ? current?.name : `“${search}”`);
  return (
    <>
      <div className={styles.head}>
        <div>
          <h1>{headingOf(search, current)}</h1>
          {current === undefined ? (
            <p className={styles.lead}>Shop from several sellers and pay once.</p>
          ) : (
            <p className={styles.lead}>
              {current.tagline}{' '}
              <Link to={`/sellers/${current.id}`} aria-label={`About ${current.name}`}>
                About
              </Link>
            </p>
          )}
        </div>
      </div>
      <SellerFilter sellers={sellers} search={search} sellerId={sellerId} />
      <section aria-label="Items" className={styles.items}>
        <ItemGrid search={search} sellerId={sellerId} whenEmpty={<NothingFound search={search} />} />
      </section>
    </>
  );
}

function headingOf(search: string, seller: SellerPartsFragment | undefined): string {
  if (search !== '') return `Results for “${search}”`;
  return seller?.name ?? 'Small makers, one checkout';
}

function NothingFound({ search }: { readonly search: string }) {
  if (search === '') {
    return <EmptyState title="No items yet">Items will show up here once a seller lists them.</EmptyState>;
  }
  return (
    <EmptyState
      title={`No results for “${search}”`}
      action={
        <Button component={Link} to="/" variant="default">
          Show all items
        </Button>
      }
    >
      Try a shorter search term, or browse all items.
    </EmptyState>
  );
}
