import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { ItemsDocument } from '../generated/graphql.js';
import { EmptyState } from '../shared/empty-state.js';
import { ItemCard } from './item-card.js';
import styles from './item-grid.module.css';

/** Fills whole rows of two, three and four. */
const PAGE_SIZE = 12;

interface ItemGridProps {
  readonly search: string;
  readonly sellerId: string;
  readonly whenEmpty: ReactNode;
}

export function ItemGrid({ search, sellerId, whenEmpty }: ItemGridProps) {
  const { data, previousData, loading, error, fetchMore, refetch } = useQuery(ItemsDocument, {
    variables: {
      first: PAGE_SIZE,
      ...(search === '' ? {} : { search }),
      ...(sellerId === '' ? {} : { sellerId }),
    },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  const shown = data ?? previousData;
  if (shown === undefined)
    return error === undefined ? <GridSkeleton /> : <Unreachable retry={() => void refetch()} />;
  const { edges, pageInfo } = shown.items;
  if (edges.length === 0) return whenEmpty;
  return (
    <>
      <ul className={styles.grid} data-stale={data === undefined || undefined} aria-busy={loading}>
        {edges.map(({ node }) => (
          <li key={node.id} className={styles.cell}>
            <ItemCard item={node} />
          </li>
        ))}
      </ul>
      {pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={loading}
            onClick={() => void fetchMore({ variables: { after: pageInfo.endCursor } })}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function GridSkeleton() {
  return (
    <div className={styles.grid} role="status" aria-label="Loading items">
      {Array.from({ length: 8 }, (_, place) => (
        <div key={place} className={styles.skeleton}>
          <Skeleton radius={0} className={styles.skeletonPicture} />
          <Skeleton height={12} width="46%" mt={14} ml={14} />
          <Skeleton height={16} width="70%" mt={10} ml={14} />
          <Skeleton height={18} width="30%" mt={22} ml={14} mb={20} />
        </div>
      ))}
    </div>
  );
}

function Unreachable({ retry }: { readonly retry: () => void }) {
  return (
    <EmptyState title="We can’t load items right now" action={<Button onClick={retry}>Try again</Button>}>
      Check your connection and try again. Your cart is saved.
    </EmptyState>
  );
}
