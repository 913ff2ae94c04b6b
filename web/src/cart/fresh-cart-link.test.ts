import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Observable } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { createFreshCartLink } from './fresh-cart-link.js';

const CART = gql`
  query CartByToken {
    cart {
      id
      unitCount
    }
  }
`;
const ADD = gql`
  mutation AddCartLine {
    addCartLine {
      id
      unitCount
    }
  }
`;
const SELLERS = gql`
  query Sellers {
    sellers
  }
`;

const cartOf = (unitCount: number) => ({ __typename: 'Cart', id: 'cart_1', unitCount });

/** A client whose requests are answered by hand, in the order in which they were sent. */
function clientByHand() {
  const sent: { name: string; answer: (data: Record<string, unknown>) => void }[] = [];
  const byHand = new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        const answer = (data: Record<string, unknown>) => {
          observer.next({ data });
          observer.complete();
        };
        sent.push({ name: operation.operationName ?? '', answer });
      }),
  );
  const client = new ApolloClient({
    link: ApolloLink.from([createFreshCartLink(), byHand]),
    cache: new InMemoryCache(),
  });
  return { client, sent };
}

const turn = () => new Promise((resolve) => void setImmediate(resolve));

describe('a cart that was asked for before a change', () => {
  test('and is answered after it is asked for again, and does not replace what the change told', async () => {
    const { client, sent } = clientByHand();
    const asked = client.query({ query: CART });
    const changed = client.mutate({ mutation: ADD });
    await turn();
    sent[1]?.answer({ addCartLine: cartOf(1) });
    await changed;
    sent[0]?.answer({ cart: cartOf(0) });
    await turn();
    expect(client.cache.extract()).toMatchObject({ 'Cart:cart_1': { unitCount: 1 } });
    expect(sent.map(({ name }) => name)).toEqual(['CartByToken', 'AddCartLine', 'CartByToken']);
    sent[2]?.answer({ cart: cartOf(1) });
    expect((await asked).data).toEqual({ cart: cartOf(1) });
  });

  test('and is answered before it is taken as it is', async () => {
    const { client, sent } = clientByHand();
    const asked = client.query({ query: CART });
    const changed = client.mutate({ mutation: ADD });
    await turn();
    sent[0]?.answer({ cart: cartOf(0) });
    expect((await asked).data).toEqual({ cart: cartOf(0) });
    sent[1]?.answer({ addCartLine: cartOf(1) });
    await changed;
    expect(sent).toHaveLength(2);
  });
});

test('what is no cart is asked for once, whatever changes meanwhile', async () => {
  const { client, sent } = clientByHand();
  const asked = client.query({ query: SELLERS });
  const changed = client.mutate({ mutation: ADD });
  await turn();
  sent[1]?.answer({ addCartLine: cartOf(1) });
  await changed;
  sent[0]?.answer({ sellers: 3 });
  await asked;
  expect(sent).toHaveLength(2);
});
