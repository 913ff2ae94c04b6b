import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { defer, of, switchMap, tap, type Observable } from 'rxjs';

/** Queries that return a cart. */
const CART_QUERIES = new Set(['CartByToken', 'ViewerCart']);

/**
 * Keeps a stale cart from overwriting a newer one. A query in flight while a mutation completes may have been read before
 * it: its result would undo the mutation in the cache. Such a query is sent again.
 */
export function createFreshCartLink(): ApolloLink {
  let completedMutations = 0;
  return new ApolloLink((operation, forward) => {
    if (operation.operationType === OperationTypeNode.MUTATION)
      return forward(operation).pipe(tap(() => (completedMutations += 1)));
    if (!CART_QUERIES.has(operation.operationName ?? '')) return forward(operation);
    const send = (): Observable<ApolloLink.Result> =>
      defer(() => {
        const before = completedMutations;
        return forward(operation).pipe(
          switchMap((result) => (completedMutations === before ? of(result) : send())),
        );
      });
    return send();
  });
}
