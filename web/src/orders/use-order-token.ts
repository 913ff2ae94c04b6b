import { useLocation, useSearchParams } from 'react-router';
import { rememberedOrder } from './remembered-orders.js';

/**
 * The key to an order: from the address, where a mailed link has it behind the # so that no server sees it, else from this
 * browser's memory. Empty for an owner, who needs none.
 */
export function useOrderToken(orderId: string): string {
  const [params] = useSearchParams();
  const { hash } = useLocation();
  const inHash = new URLSearchParams(hash.slice(1)).get('token');
  return params.get('token') ?? inHash ?? rememberedOrder(orderId)?.token ?? '';
}
