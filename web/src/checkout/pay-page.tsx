import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useLive } from '../app/use-live.js';
import { OrderByTokenDocument, type OrderPartsFragment } from '../generated/graphql.js';
import { useOrderToken } from '../orders/use-order-token.js';
import { EmptyState } from '../shared/empty-state.js';
import { CheckoutLayout } from './checkout-layout.js';
import { livePayment } from './live-payment.js';
import { OrderSummary } from '../orders/order-summary.js';
import { PayForm } from './pay-form.js';

/** Pays a placed order: after "Pay" on the checkout, after a decline, or later from the order page. */
export function PayPage() {
  const { orderId = '' } = useParams();
  const token = useOrderToken(orderId);
  const { data, loading, refetch } = useQuery(OrderByTokenDocument, {
    variables: { id: orderId, token },
    fetchPolicy: 'cache-and-network',
  });
  if (data?.order != null)
    return (
      <PayableOrder
        key={data.order.payment.id}
        order={data.order}
        orderToken={token}
        refetch={() => void refetch()}
      />
    );
  if (loading) {
    return (
      <div role="status" aria-label="Loading your order">
        <Skeleton height={32} width={220} mb={24} />
        <Skeleton height={360} radius={12} />
      </div>
    );
  }
  return (
    <EmptyState
      isPage
      title="We can’t show this order"
      action={
        <Button component={Link} to="/">
          Continue shopping
        </Button>
      }
    >
      The link may be incomplete, or we can’t reach the shop. Check the link and your connection.
    </EmptyState>
  );
}

interface PayableOrderProps {
  readonly order: OrderPartsFragment;
  readonly orderToken: string;
  readonly refetch: () => void;
}

function PayableOrder({ order, orderToken, refetch }: PayableOrderProps) {
  // Start from the payment of the first response; updates arrive through the live source.
  const [source] = useState(() => livePayment(order.payment, orderToken));
  const { live, receive, refresh } = useLive(source);
  const payment = live.kind === 'known' ? live.value : order.payment;
  const groups = order.sellerOrders.map(({ seller, lines, shipping, tax, total }) => ({
    seller,
    lines,
    shipping,
    tax,
    total,
  }));
  return (
    <CheckoutLayout
      title="Checkout"
      total={order.total}
      summary={<OrderSummary groups={groups} amounts={order} />}
    >
      <PayForm
        order={order}
        orderToken={orderToken}
        payment={payment}
        receive={receive}
        refresh={async () => {
          refetch();
          await refresh();
        }}
      />
    </CheckoutLayout>
  );
}
