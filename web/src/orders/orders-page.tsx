import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { MyOrdersDocument } from '../generated/graphql.js';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { GuestOrders } from './guest-orders.js';
import { OrderFilter } from './order-filter.js';
import { OrderRow } from './order-row.js';
import styles from './orders-page.module.css';
import { statusIn } from './status-words.js';

const PER_PAGE = 20;

/** An account's orders, or the orders that a guest placed in this browser. The filter is in the URL. */
export function OrdersPage() {
  const [params] = useSearchParams();
  const number = params.get('number') ?? '';
  const status = statusIn(params.get('status'));
  const filter = { ...(number === '' ? {} : { number }), ...(status === undefined ? {} : { status }) };
  useDocumentTitle('Your orders');
  const { data, error, fetchMore, refetch } = useQuery(MyOrdersDocument, {
    variables: { first: PER_PAGE, filter },
    fetchPolicy: 'cache-and-network',
  });
  if (error !== undefined && data === undefined) {
    return (
      <EmptyState
        isPage
        title="We can’t load your orders right now"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        Check your connection and try again. Your orders are safe.
      </EmptyState>
    );
  }
  if (data !== undefined && data.viewer === null) return <GuestOrders />;
  const orders = data?.viewer?.orders;
  return (
    <>
      <h1>Your orders</h1>
      <OrderFilter />
      {orders === undefined ? (
        <ListSkeleton />
      ) : (
        <>
          {orders.edges.length === 0 && <NoOrders isFiltered={number !== '' || status !== undefined} />}
          {orders.edges.length > 0 && (
            <ul className={styles.list}>
              {orders.edges.map(({ node }) => (
                <li key={node.id}>
                  <OrderRow order={node} to={`/orders/${node.id}`} />
                </li>
              ))}
            </ul>
          )}
          {orders.pageInfo.hasNextPage && (
            <Button
              variant="default"
              onClick={() => void fetchMore({ variables: { after: orders.pageInfo.endCursor } })}
            >
              Show older orders
            </Button>
          )}
        </>
      )}
    </>
  );
}

function NoOrders({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return <EmptyState title="No matching orders">Clear the filter to see all orders.</EmptyState>;
  }
  return <EmptyState title="No orders yet">Orders you place while signed in will show up here.</EmptyState>;
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading your orders">
      <Skeleton height={260} radius={12} />
    </div>
  );
}
