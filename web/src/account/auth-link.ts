import { ApolloLink, ServerError } from '@apollo/client';
import { catchError, from, of, switchMap, throwError, type Observable } from 'rxjs';
import { discardAccessToken, freshAccess } from './session.js';

/**
 * Adds the account's access token. A request rejected as unauthenticated is retried once: with a renewed token or, if the
 * session has ended, as a guest.
 */
export const authLink = new ApolloLink((operation, forward) => {
  const attempt = (isLast: boolean): Observable<ApolloLink.Result> =>
    from(freshAccess()).pipe(
      switchMap((access) => {
        const token = access?.token;
        const retry = () => {
          discardAccessToken(token);
          return attempt(true);
        };
        operation.setContext({ headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
        return forward(operation).pipe(
          switchMap((result) => (!isLast && isUnauthenticated(result) ? retry() : of(result))),
          catchError((error: unknown) =>
            !isLast && isAuthenticationError(error) ? retry() : throwError(() => error),
          ),
        );
      }),
    );
  return attempt(false);
});

function isUnauthenticated(result: ApolloLink.Result): boolean {
  return result.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED') ?? false;
}

function isAuthenticationError(error: unknown): boolean {
  return ServerError.is(error) && error.statusCode === 401;
}
