import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { possibleTypes } from '../generated/possible-types.js';
import { createLiveSocket } from './live-socket.js';

export const liveSocket = createLiveSocket(
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
);

/** Queries and mutations go by HTTP, subscriptions by the socket; both to the origin of the page. */
export const apolloClient = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(liveSocket.client),
    new HttpLink({ uri: '/graphql' }),
  ),
  cache: new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { items: relayStylePagination(['search', 'sellerId']) } },
      // A quote is replaced as a whole: merging an old one into a new one would invent a third.
      Cart: { fields: { quote: { merge: false } } },
    },
  }),
});
