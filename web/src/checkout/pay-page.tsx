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

/** Pays an order that is placed: continues after "Pay", after a decline, or days later from the order's page. */
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
      <div role="status" aria-label="The order is being fetched">
        <Skeleton height={32} width={220} mb={24} />
        <Skeleton height={360} radius={12} />
      </div>
    );
  }
  return (
    <EmptyState
      isPage
      title="This order cannot be shown"
      action={
        <Button component={Link} to="/">
          Go to the shop
        </Button>
      }
    >
      The link is not complete, or the shop cannot be reached. The link in your mail always leads here.
    </EmptyState>
  );
}

interface PayableOrderProps {
  readonly order: OrderPartsFragment;
  readonly orderToken: string;
  readonly refetch: () => void;
}

function PayableOrder({ order, orderToken, refetch }: PayableOrderProps) {
  // The payment as it was first seen is where following starts; later ones come by themselves.
  const [source] = useState(() => livePayment(order.payment, orderToken));
  const { live, learn, refresh } = useLive(source);
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
        learn={learn}
        refresh={async () => {
          refetch();
          await refresh();
        }}
      />
    </CheckoutLayout>
  );
}
