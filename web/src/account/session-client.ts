import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { possibleTypes } from '../generated/possible-types.js';

/** A client without an access token, for requests that must not wait for one, such as renewing it. */
export const sessionClient = new ApolloClient({
  link: new HttpLink({ uri: '/graphql' }),
  cache: new InMemoryCache({ possibleTypes }),
});
