import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { AccountMenu } from '../account/account-menu.js';
import { CartDrawer } from '../cart/cart-drawer.js';
import { useCart } from '../cart/use-cart.js';
import { CartIcon } from '../shared/icons.js';
import { SearchBox } from '../storefront/search-box.js';
import { ColorSchemeSwitch } from './color-scheme-switch.js';
import { Logo } from './logo.js';
import styles from './shop-header.module.css';

export function ShopHeader() {
  const cart = useCart();
  const { pathname } = useLocation();
  const [isOpen, drawer] = useDisclosure(false);
  const { close } = drawer;
  useEffect(close, [pathname, close]);
  const count = cart.kind === 'filled' ? cart.cart.unitCount : 0;
  return (
    <header className={`${styles.header} no-print`}>
      <div className={styles.bar}>
        <Link to="/" className={styles.home} aria-label="Splitcart home">
          <Logo />
        </Link>
        <div className={styles.search}>
          <SearchBox />
        </div>
        <div className={styles.actions}>
          <Link to="/orders" className={styles.orders}>
            Orders
          </Link>
          <ColorSchemeSwitch />
          <AccountMenu />
          <button type="button" className={styles.cart} onClick={drawer.open} aria-haspopup="dialog">
            <CartIcon />
            <span className={styles.cartWord}>Cart</span>
            <span className={styles.badge} data-empty={count === 0 || undefined}>
              {count}
              <span className={styles.hidden}>{count === 1 ? ' item' : ' items'}</span>
            </span>
          </button>
        </div>
      </div>
      <CartDrawer isOpen={isOpen} onClose={close} cart={cart} />
    </header>
  );
}
