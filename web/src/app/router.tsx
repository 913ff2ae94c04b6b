import { createBrowserRouter } from 'react-router';
import { StorefrontPage } from '../storefront/storefront-page.js';
import { NotFoundPage } from './not-found-page.js';
import { RouteError } from './route-error.js';
import { ShopLayout } from './shop-layout.js';

/** The storefront is in the main bundle; other pages are loaded on demand. */
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
            path: 'orders',
            lazy: async () => ({ Component: (await import('../orders/orders-page.js')).OrdersPage }),
          },
          {
            path: 'orders/:orderId/pay',
            lazy: async () => ({ Component: (await import('../checkout/pay-page.js')).PayPage }),
          },
          {
            path: 'orders/:orderId',
            lazy: async () => ({ Component: (await import('../orders/order-page.js')).OrderPage }),
          },
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('../account/sign-in-page.js')).SignInPage }),
          },
          {
            path: 'sign-in/callback',
            lazy: async () => ({
              Component: (await import('../account/oidc/provider-callback-page.js')).ProviderCallbackPage,
            }),
          },
          {
            path: 'register',
            lazy: async () => ({ Component: (await import('../account/register-page.js')).RegisterPage }),
          },
          {
            path: 'forgot-password',
            lazy: async () => ({
              Component: (await import('../account/forgot-password-page.js')).ForgotPasswordPage,
            }),
          },
          {
            path: 'reset-password',
            lazy: async () => ({
              Component: (await import('../account/reset-password-page.js')).ResetPasswordPage,
            }),
          },
          {
            path: 'verify-email',
            lazy: async () => ({
              Component: (await import('../account/verify-email-page.js')).VerifyEmailPage,
            }),
          },
          {
            path: 'account',
            lazy: async () => ({ Component: (await import('../account/account-page.js')).AccountPage }),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
