import { Button, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import type { CartPartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { countryName } from '../shared/countries.js';
import { EmptyState } from '../shared/empty-state.js';
import { isZero } from '../shared/money.js';
import { SellerName } from '../shared/seller-mark.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { CartChangesNotice } from './cart-changes-notice.js';
import { CartGroup } from './cart-group.js';
import styles from './cart-page.module.css';
import { CheckoutButton } from './checkout-button.js';
import { useCart } from './use-cart.js';
import { useCartChanges } from './use-cart-changes.js';

export function CartPage() {
  const state = useCart();
  useDocumentTitle(state.kind === 'filled' ? `Cart (${state.cart.unitCount})` : 'Cart');
  return (
    <>
      <h1 className={styles.heading}>Your cart</h1>
      {state.kind === 'filled' && <FilledCart cart={state.cart} />}
      {state.kind === 'loading' && (
        <div className={styles.columns} role="status" aria-label="Loading your cart">
          <Skeleton height={260} radius={12} />
          <Skeleton height={220} radius={12} />
        </div>
      )}
      {state.kind === 'empty' && (
        <EmptyState
          title="Your cart is empty"
          action={
            <Button component={Link} to="/">
              Continue shopping
            </Button>
          }
        >
          Items you add from any seller will show up here. You pay once for everything.
        </EmptyState>
      )}
      {state.kind === 'unreachable' && (
        <EmptyState title="We can’t load your cart" action={<Button onClick={state.retry}>Try again</Button>}>
          Check your connection and try again. Your cart is saved.
        </EmptyState>
      )}
    </>
  );
}

function FilledCart({ cart }: { readonly cart: CartPartsFragment }) {
  const { changes, accept } = useCartChanges(cart);
  const { quote } = cart;
  return (
    <div className={styles.columns}>
      <div className={styles.groups}>
        <CartChangesNotice changes={changes} currency={cart.currency} onAccept={accept} />
        {quote.sellers.map((group) => (
          <CartGroup key={group.seller.id} group={group} />
        ))}
      </div>
      <aside className={styles.summary} aria-label="Total">
        <dl className={styles.sums}>
          {quote.sellers.map(({ seller, total }) => (
            <div key={seller.id}>
              <dt>
                <SellerName seller={seller} size={18} />
              </dt>
              <dd>
                <Amount value={total} />
              </dd>
            </div>
          ))}
          <div className={styles.total}>
            <dt>Total</dt>
            <dd>
              <Amount value={quote.total} strong />
            </dd>
          </div>
        </dl>
        <p className={styles.note}>
          Includes <Amount value={quote.shipping} /> shipping
          {quote.sellers.length > 1 ? ` (${quote.sellers.length} parcels)` : ''} and{' '}
          <Amount value={isZero(quote.tax) ? quote.taxIncluded : quote.tax} /> tax. Delivery to{' '}
          {countryName(quote.destination)}.
        </p>
        <CheckoutButton quote={quote} />
        <p className={styles.note}>You pay once. We pay each seller.</p>
      </aside>
    </div>
  );
}
