import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';

import type { GraphqlContext } from '../context.js';
import { documentFault } from './document-limits.js';

/** Holds what comes over HTTP against the limits, when it is valid and before any of it runs. */
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
