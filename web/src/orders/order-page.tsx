import { Button, Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { useIsAway } from '../app/use-connection.js';
import { useLive } from '../app/use-live.js';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { headlineOf } from './headline.js';
import { liveOrder } from './live-order.js';
import { OrderView } from './order-view.js';
import { useOrderToken } from './use-order-token.js';

/** An order's confirmation, receipt and live status on one page. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const token = useOrderToken(orderId);
  const source = useMemo(() => liveOrder(orderId, token), [orderId, token]);
  const { live, refresh } = useLive(source);
  const isAway = useIsAway();
  useDocumentTitle(live.kind === 'known' ? headlineOf(live.value).tab : 'Order');
  if (live.kind === 'known') {
    return <OrderView order={live.value} orderToken={token} receivedAt={live.receivedAt} isAway={isAway} />;
  }
  if (live.kind === 'loading') return <OrderSkeleton />;
  if (live.kind === 'unreachable') {
    return (
      <EmptyState
        isPage
        title="We can’t load your order right now"
        action={<Button onClick={() => void refresh()}>Try again</Button>}
      >
        Your order and its payment are safe. Check your connection; this page retries automatically.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      isPage
      title="We couldn’t find this order"
      action={
        <Button component={Link} to="/orders">
          Find your order
        </Button>
      }
    >
      The link may be incomplete, or the order belongs to an account that isn’t signed in here.
    </EmptyState>
  );
}

function OrderSkeleton() {
  return (
    <div role="status" aria-label="Loading your order">
      <Skeleton height={36} width={260} />
      <Skeleton height={20} width={340} mt={8} mb={24} />
      <Skeleton height={104} radius={12} mb={16} />
      <Skeleton height={148} radius={12} mb={16} />
      <Skeleton height={148} radius={12} />
    </div>
  );
}
