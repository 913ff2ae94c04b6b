import { Button, Drawer } from '@mantine/core';
import { Link } from 'react-router';
import { Amount } from '../shared/amount.js';
import { EmptyState } from '../shared/empty-state.js';
import styles from './cart-drawer.module.css';
import { CheckoutButton } from './checkout-button.js';
import { CartGroup } from './cart-group.js';
import type { CartState } from './use-cart.js';

interface CartDrawerProps {
  readonly cart: CartState;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function CartDrawer({ cart, isOpen, onClose }: CartDrawerProps) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={440}
      title="Your cart"
      closeButtonProps={{ 'aria-label': 'Close cart' }}
      classNames={{ title: styles.title, body: styles.body, content: styles.content, header: styles.header }}
    >
      {cart.kind === 'filled' ? (
        <>
          <div className={styles.groups}>
            {cart.cart.quote.sellers.map((group) => (
              <CartGroup key={group.seller.id} group={group} isCompact />
            ))}
          </div>
          <div className={styles.foot}>
            <p className={styles.total}>
              <span>Total incl. shipping</span>
              <Amount value={cart.cart.quote.total} strong />
            </p>
            <CheckoutButton quote={cart.cart.quote} onClick={onClose} />
            <Button component={Link} to="/cart" variant="subtle" fullWidth onClick={onClose}>
              View cart
            </Button>
          </div>
        </>
      ) : (
        <EmptyState
          title={cart.kind === 'unreachable' ? 'We can’t load your cart' : 'Your cart is empty'}
          action={
            <Button variant="default" onClick={onClose}>
              Continue shopping
            </Button>
          }
        >
          {cart.kind === 'unreachable'
            ? 'Check your connection and try again. Your cart is saved.'
            : 'Items you add will show up here.'}
        </EmptyState>
      )}
    </Drawer>
  );
}
