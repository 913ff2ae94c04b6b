import { useLocation, useSearchParams } from 'react-router';
import { rememberedOrder } from './remembered-orders.js';

/**
 * The order's access token: from the URL (mailed links carry it in the fragment, which is never sent to a server), else from
 * this browser's storage. Empty for the owning account, which needs none.
 */
export function useOrderToken(orderId: string): string {
  const [params] = useSearchParams();
  const { hash } = useLocation();
  const inHash = new URLSearchParams(hash.slice(1)).get('token');
  return params.get('token') ?? inHash ?? rememberedOrder(orderId)?.token ?? '';
}
