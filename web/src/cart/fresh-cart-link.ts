import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { defer, of, switchMap, tap, type Observable } from 'rxjs';

/** The queries that are answered with a cart. */
const CART_QUERIES = new Set(['CartByToken', 'ViewerCart']);

/**
 * Keeps an older cart from replacing a newer one. A query that is under way while a change is answered may have been read
 * before the change: its answer would empty a cart that was just filled, until the next change. It is asked again.
 */
export function createFreshCartLink(): ApolloLink {
  let answeredChanges = 0;
  return new ApolloLink((operation, forward) => {
    if (operation.operationType === OperationTypeNode.MUTATION)
      return forward(operation).pipe(tap(() => (answeredChanges += 1)));
    if (!CART_QUERIES.has(operation.operationName ?? '')) return forward(operation);
    const ask = (): Observable<ApolloLink.Result> =>
      defer(() => {
        const before = answeredChanges;
        return forward(operation).pipe(
          switchMap((result) => (answeredChanges === before ? of(result) : ask())),
        );
      });
    return ask();
  });
}
