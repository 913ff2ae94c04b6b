import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { RememberedOrderDocument } from '../generated/graphql.js';
import { OrderLinkForm } from './order-link-form.js';
import { orderPath } from './order-path.js';
import { OrderRow } from './order-row.js';
import styles from './orders-page.module.css';
import { rememberedOrders, type RememberedOrder } from './remembered-orders.js';

/** Orders that a guest placed in this browser, and a form that requests the link of any other. */
export function GuestOrders() {
  const [orders] = useState(rememberedOrders);
  return (
    <>
      <h1>Your orders</h1>
      <p className={styles.lead}>
        {orders.length === 0
          ? 'No orders in this browser.'
          : 'Guest orders from this browser. To open one elsewhere, request its link below.'}
      </p>
      {orders.length > 0 && (
        <ul className={styles.list}>
          {orders.map((order) => (
            <RememberedRow key={order.id} remembered={order} />
          ))}
        </ul>
      )}
      <OrderLinkForm />
    </>
  );
}

/** An order that no longer exists is left out. */
function RememberedRow({ remembered: { id, token } }: { readonly remembered: RememberedOrder }) {
  const { data } = useQuery(RememberedOrderDocument, {
    variables: { id, token },
    // The cache may predate the payment: live updates bypass it.
    fetchPolicy: 'cache-and-network',
  });
  if (data?.order === null) return null;
  return (
    <li>
      {data?.order === undefined ? (
        <Skeleton height={62} />
      ) : (
        <OrderRow order={data.order} to={orderPath(id, token)} />
      )}
    </li>
  );
}
