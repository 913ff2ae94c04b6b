import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { RememberedOrderDocument } from '../generated/graphql.js';
import { OrderLinkForm } from './order-link-form.js';
import { orderPath } from './order-path.js';
import { OrderRow } from './order-row.js';
import styles from './orders-page.module.css';
import { rememberedOrders, type RememberedOrder } from './remembered-orders.js';

/** Orders that a guest placed in this browser, and the way to those of another one. */
export function GuestOrders() {
  const [orders] = useState(rememberedOrders);
  return (
    <>
      <h1>Your orders</h1>
      <p className={styles.lead}>
        {orders.length === 0
          ? 'No order was placed in this browser.'
          : 'Placed in this browser without an account. Only this browser and the link in your mail show them.'}
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

/** An order that is gone is left out; it is remembered only, not known. */
function RememberedRow({ remembered: { id, token } }: { readonly remembered: RememberedOrder }) {
  const { data } = useQuery(RememberedOrderDocument, {
    variables: { id, token },
    // What is in the cache may be from before the payment: live updates do not go through it.
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
