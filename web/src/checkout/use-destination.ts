import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { cartInput } from '../cart/cart-ref.js';
import { SetCartDestinationDocument } from '../generated/graphql.js';

/**
 * Keeps the quote's destination at the country of the form, so that the total shown is the one with that country's
 * tax. When the shop cannot be reached, paying finds the difference and shows it.
 */
export function useDestination(
  cartToken: string,
  { quoted, wanted }: { quoted: string; wanted: string },
): void {
  const client = useApolloClient();
  useEffect(() => {
    if (wanted === '' || wanted === quoted) return;
    const input = { ...cartInput(cartToken), country: wanted };
    client.mutate({ mutation: SetCartDestinationDocument, variables: { input } }).catch(() => undefined);
  }, [client, cartToken, quoted, wanted]);
}
