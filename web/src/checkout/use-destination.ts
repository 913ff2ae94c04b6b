import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { cartInput } from '../cart/cart-ref.js';
import { SetCartDestinationDocument } from '../generated/graphql.js';

/**
 * Sets the quote's destination to the form's country, so that the total includes that country's tax. If the request fails,
 * placing the order detects the difference (`QuoteChanged`) and shows it.
 */
export function useDestination(
  cartToken: string,
  { quoted, selected }: { quoted: string; selected: string },
): void {
  const client = useApolloClient();
  useEffect(() => {
    if (selected === '' || selected === quoted) return;
    const input = { ...cartInput(cartToken), country: selected };
    client.mutate({ mutation: SetCartDestinationDocument, variables: { input } }).catch(() => undefined);
  }, [client, cartToken, quoted, selected]);
}
