import { ApolloLink, ServerError } from '@apollo/client';
import { catchError, from, of, switchMap, throwError, type Observable } from 'rxjs';
import { distrustAccessToken, freshAccess } from './session.js';

/**
 * Sends the account's token along. A request that is refused for its token is sent once more, with a renewed one or, when
 * the session is over, as a guest's.
 */
export const authLink = new ApolloLink((operation, forward) => {
  const attempt = (isLast: boolean): Observable<ApolloLink.Result> =>
    from(freshAccess()).pipe(
      switchMap((access) => {
        const token = access?.token;
        const again = () => {
          distrustAccessToken(token);
          return attempt(true);
        };
        operation.setContext({ headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
        return forward(operation).pipe(
          switchMap((result) => (!isLast && isUnauthenticated(result) ? again() : of(result))),
          catchError((error: unknown) =>
            !isLast && isAuthenticationError(error) ? again() : throwError(() => error),
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
