import { createBrowserRouter } from 'react-router';
import { StorefrontPage } from '../storefront/storefront-page.js';
import { NotFoundPage } from './not-found-page.js';
import { RouteError } from './route-error.js';
import { ShopLayout } from './shop-layout.js';

/** The storefront is in the first download; what comes after the first look is fetched when it is needed. */
export const router = createBrowserRouter([
  {
    element: <ShopLayout />,
    errorElement: <RouteError />,
    hydrateFallbackElement: <div />,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          { index: true, element: <StorefrontPage /> },
          {
            path: 'sellers/:sellerId',
            lazy: async () => ({ Component: (await import('../storefront/seller-page.js')).SellerPage }),
          },
          {
            path: 'items/:itemId',
            lazy: async () => ({ Component: (await import('../storefront/item-page.js')).ItemPage }),
          },
          {
            path: 'cart',
            lazy: async () => ({ Component: (await import('../cart/cart-page.js')).CartPage }),
          },
          {
            path: 'checkout',
            lazy: async () => ({ Component: (await import('../checkout/checkout-page.js')).CheckoutPage }),
          },
          {
            path: 'orders/:orderId/pay',
            lazy: async () => ({ Component: (await import('../checkout/pay-page.js')).PayPage }),
          },
          {
            path: 'orders/:orderId',
            lazy: async () => ({ Component: (await import('../orders/order-page.js')).OrderPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
