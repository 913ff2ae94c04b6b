import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { CheckoutHeader } from './checkout-header.js';
import { useAccountCart } from '../cart/use-account-cart.js';
import { OfflineBanner } from './offline-banner.js';
import { ShopFooter } from './shop-footer.js';
import { ShopHeader } from './shop-header.js';
import styles from './shop-layout.module.css';

/** On payment pages the header has no search, cart or account links. */
const PAYING = /^\/checkout|\/pay$/;

export function ShopLayout() {
  const { pathname } = useLocation();
  useAccountCart();
  const isPaying = PAYING.test(pathname);
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      {isPaying ? <CheckoutHeader /> : <ShopHeader />}
      <OfflineBanner />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
      <ShopFooter />
      <ScrollRestoration />
    </>
  );
}
