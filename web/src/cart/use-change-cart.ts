import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useMemo, useState } from 'react';
import {
  AddCartLineDocument,
  CartByTokenDocument,
  CreateCartDocument,
  RemoveCartLineDocument,
  UpdateCartLineDocument,
  ViewerCartDocument,
  type ChangeCartPartsFragment,
} from '../generated/graphql.js';
import { currentSession } from '../account/session.js';
import { accountCartRef, cartInput, isAccountCart } from './cart-ref.js';
import { cartToken, setCartToken } from './cart-token.js';

const CURRENCY = 'EUR';
const UNREACHABLE = 'We can’t reach the shop. Your cart hasn’t changed; try again in a moment.';

/** `undefined` if the cart changed, otherwise why not, as shown to the shopper. */
export type ChangeFailure = string | undefined;

/** Commands on the cart. `busyItemId` is the item whose line is being changed. */
export interface CartCommands {
  readonly add: (itemId: string, quantity: number) => Promise<ChangeFailure>;
  readonly setQuantity: (itemId: string, quantity: number) => Promise<ChangeFailure>;
  readonly remove: (itemId: string) => Promise<ChangeFailure>;
  readonly busyItemId: string | undefined;
}

export function useChangeCart(): CartCommands {
  const client = useApolloClient();
  const [busyItemId, setBusyItemId] = useState<string>();
  const during = useCallback(async (itemId: string, change: () => Promise<ChangeFailure>) => {
    setBusyItemId(itemId);
    try {
      return await serialized(change);
    } catch {
      return UNREACHABLE;
    } finally {
      setBusyItemId(undefined);
    }
  }, []);
  return useMemo(
    () => ({
      busyItemId,
      add: (itemId, quantity) => during(itemId, () => addLine(client, itemId, quantity)),
      setQuantity: (itemId, quantity) =>
        during(itemId, async () => {
          const input = { ...cartInput(cartToken() ?? ''), itemId, quantity };
          const { data } = await client.mutate({ mutation: UpdateCartLineDocument, variables: { input } });
          return failureOf(data?.updateCartLine);
        }),
      remove: (itemId) =>
        during(itemId, async () => {
          const input = { ...cartInput(cartToken() ?? ''), itemId };
          const { data } = await client.mutate({ mutation: RemoveCartLineDocument, variables: { input } });
          return failureOf(data?.removeCartLine);
        }),
    }),
    [busyItemId, client, during],
  );
}

let lastChange: Promise<unknown> = Promise.resolve();

/** Runs changes one at a time: the second of two quick clicks uses the cart that the first one created. */
function serialized<Value>(change: () => Promise<Value>): Promise<Value> {
  const result = lastChange.then(change);
  lastChange = result.catch(() => undefined);
  return result;
}

/** A cart that was ordered in another tab or no longer exists is replaced by a new one, once. */
async function addLine(client: ApolloClient, itemId: string, quantity: number): Promise<ChangeFailure> {
  if (currentSession().kind === 'account') return addAccountLine(client, { itemId, quantity });
  const token = cartToken() ?? (await createCart(client));
  const first = await tryAddLine(client, { cartToken: token, itemId, quantity });
  const isCartUsable = first?.__typename !== 'CartNotFound' && first?.__typename !== 'CartAlreadyOrdered';
  if (isCartUsable) return failureOf(first);
  const fresh = await createCart(client);
  return failureOf(await tryAddLine(client, { cartToken: fresh, itemId, quantity }));
}

/** The API creates the account's cart with its first line. */
async function addAccountLine(
  client: ApolloClient,
  line: { itemId: string; quantity: number },
): Promise<ChangeFailure> {
  const token = cartToken();
  // If the merge left lines over, this browser still uses the guest's cart.
  const added = await tryAddLine(client, { ...(token === undefined ? {} : cartInput(token)), ...line });
  if (added?.__typename === 'CartChanged' && (token === undefined || isAccountCart(token))) {
    await client.query({ query: ViewerCartDocument, fetchPolicy: 'network-only' });
    setCartToken(accountCartRef(added.cart.id));
  }
  return failureOf(added);
}

async function tryAddLine(
  client: ApolloClient,
  input: { cartToken?: string; itemId: string; quantity: number },
): Promise<ChangeCartPartsFragment | undefined> {
  const { data } = await client.mutate({ mutation: AddCartLineDocument, variables: { input } });
  return data?.addCartLine;
}

async function createCart(client: ApolloClient): Promise<string> {
  const { data } = await client.mutate({
    mutation: CreateCartDocument,
    variables: { input: { currency: CURRENCY } },
  });
  const created = data?.createCart;
  if (created?.__typename !== 'CreateCartSuccess') throw new Error(created?.message ?? 'No response');
  client.writeQuery({
    query: CartByTokenDocument,
    variables: { token: created.token },
    data: { cart: created.cart },
  });
  setCartToken(created.token);
  return created.token;
}

function failureOf(result: ChangeCartPartsFragment | undefined): ChangeFailure {
  if (result === undefined) return UNREACHABLE;
  return result.__typename === 'CartChanged' ? undefined : result.message;
}
