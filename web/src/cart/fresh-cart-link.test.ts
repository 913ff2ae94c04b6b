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

/** A client whose requests the test answers, indexed in the order they were sent. */
function manualClient() {
  const sent: { name: string; answer: (data: Record<string, unknown>) => void }[] = [];
  const manualLink = new ApolloLink(
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
    link: ApolloLink.from([createFreshCartLink(), manualLink]),
    cache: new InMemoryCache(),
  });
  return { client, sent };
}

const turn = () => new Promise((resolve) => void setImmediate(resolve));

describe('a cart query sent before a change', () => {
  test('and answered after it is sent again and does not overwrite the change', async () => {
    const { client, sent } = manualClient();
    const query = client.query({ query: CART });
    const changed = client.mutate({ mutation: ADD });
    await turn();
    sent[1]?.answer({ addCartLine: cartOf(1) });
    await changed;
    sent[0]?.answer({ cart: cartOf(0) });
    await turn();
    expect(client.cache.extract()).toMatchObject({ 'Cart:cart_1': { unitCount: 1 } });
    expect(sent.map(({ name }) => name)).toEqual(['CartByToken', 'AddCartLine', 'CartByToken']);
    sent[2]?.answer({ cart: cartOf(1) });
    expect((await query).data).toEqual({ cart: cartOf(1) });
  });

  test('and answered before it is used as it is', async () => {
    const { client, sent } = manualClient();
    const query = client.query({ query: CART });
    const changed = client.mutate({ mutation: ADD });
    await turn();
    sent[0]?.answer({ cart: cartOf(0) });
    expect((await query).data).toEqual({ cart: cartOf(0) });
    sent[1]?.answer({ addCartLine: cartOf(1) });
    await changed;
    expect(sent).toHaveLength(2);
  });
});

test('other queries are sent once, whatever changes meanwhile', async () => {
  const { client, sent } = manualClient();
  const query = client.query({ query: SELLERS });
  const changed = client.mutate({ mutation: ADD });
  await turn();
  sent[1]?.answer({ addCartLine: cartOf(1) });
  await changed;
  sent[0]?.answer({ sellers: 3 });
  await query;
  expect(sent).toHaveLength(2);
});
