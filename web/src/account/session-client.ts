import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { possibleTypes } from '../generated/possible-types.js';

/** Asks without a token, for what must not wait for one: renewing it. */
export const sessionClient = new ApolloClient({
  link: new HttpLink({ uri: '/graphql' }),
  cache: new InMemoryCache({ possibleTypes }),
});
