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

/** The orders of who is signed in; of a guest, those that this browser placed. The filter stands in the address. */
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
        title="Your orders cannot be shown right now"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        The shop cannot be reached. Nothing is lost.
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
    return <EmptyState title="No order is like that">Take the filter off to see all of them.</EmptyState>;
  }
  return (
    <EmptyState title="No orders yet">
      What you order while signed in is listed here, newest first.
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Your orders are being fetched">
      <Skeleton height={260} radius={12} />
    </div>
  );
}
