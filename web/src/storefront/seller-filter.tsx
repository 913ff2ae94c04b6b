import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import type { SellerPartsFragment } from '../generated/graphql.js';
import { SellerMark } from '../shared/seller-mark.js';
import styles from './seller-filter.module.css';
import { storefrontPath } from './storefront-path.js';

interface SellerFilterProps {
  readonly sellers: readonly SellerPartsFragment[] | undefined;
  readonly search: string;
  readonly sellerId: string;
}

/** One chip per seller; the filter is in the URL, so it can be shared and bookmarked. */
export function SellerFilter({ sellers, search, sellerId }: SellerFilterProps) {
  return (
    <nav aria-label="Filter by seller" className={styles.scroll}>
      <ul className={styles.chips}>
        <li>
          <Chip to={storefrontPath({ search, sellerId: '' })} isCurrent={sellerId === ''}>
            All sellers
          </Chip>
        </li>
        {sellers === undefined
          ? [0, 1, 2, 3].map((place) => (
              <li key={place}>
                <Skeleton width={148} height={40} radius="xl" />
              </li>
            ))
          : sellers.map((seller) => (
              <li key={seller.id}>
                <Chip to={storefrontPath({ search, sellerId: seller.id })} isCurrent={sellerId === seller.id}>
                  <SellerMark seller={seller} size={22} />
                  {seller.name}
                </Chip>
              </li>
            ))}
      </ul>
    </nav>
  );
}

interface ChipProps {
  readonly to: string;
  readonly isCurrent: boolean;
  readonly children: React.ReactNode;
}

function Chip({ to, isCurrent, children }: ChipProps) {
  return (
    <Link to={to} preventScrollReset className={styles.chip} aria-current={isCurrent ? 'true' : undefined}>
      {children}
    </Link>
  );
}
