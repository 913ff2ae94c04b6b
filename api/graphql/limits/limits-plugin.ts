import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';

import type { GraphqlContext } from '../context.js';
import { documentFault } from './document-limits.js';

/** Checks operations over HTTP against the limits, after validation and before execution. */
export const limitsPlugin: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ schema, document, request }) {
        const { operationName, variables = {} } = request;
        const fault = documentFault({ schema, document, operationName, variables });
        if (fault === null) return Promise.resolve();
        const http = { status: 400 };
        throw new GraphQLError(fault.message, { extensions: { ...fault.extensions, http } });
      },
    }),
};
