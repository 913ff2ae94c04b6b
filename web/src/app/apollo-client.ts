import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { authLink } from '../account/auth-link.js';
import {
  currentSession,
  discardAccessToken,
  freshAccess,
  nextAccess,
  onSessionChange,
} from '../account/session.js';
import { createFreshCartLink } from '../cart/fresh-cart-link.js';
import { possibleTypes } from '../generated/possible-types.js';
import { createLiveSocket } from './live-socket.js';

export const liveSocket = createLiveSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  access: freshAccess,
  nextAccess,
  onForbidden: () => discardAccessToken(undefined),
});

/** Queries and mutations use HTTP, subscriptions the WebSocket; both go to the page's origin. */
export const apolloClient = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(liveSocket.client),
    ApolloLink.from([createFreshCartLink(), authLink, new HttpLink({ uri: '/graphql' })]),
  ),
  cache: new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { items: relayStylePagination(['search', 'sellerId']) } },
      Viewer: { fields: { orders: relayStylePagination(['filter']) } },
      // A quote is replaced as a whole: merging an old one into a new one would produce a mix of both.
      Cart: { fields: { quote: { merge: false } } },
    },
  }),
});

let accountId = accountOf();

// After a sign-in or sign-out: drop everything fetched for the previous account and reconnect the socket.
onSessionChange(() => {
  const next = accountOf();
  if (next === accountId) return;
  const isFirst = accountId === undefined;
  accountId = next;
  if (isFirst) return;
  liveSocket.client.terminate();
  void apolloClient.resetStore();
});

/** Undefined while unknown. */
function accountOf(): string | undefined {
  const session = currentSession();
  if (session.kind === 'unknown') return undefined;
  return session.kind === 'account' ? session.viewer.id : 'guest';
}
