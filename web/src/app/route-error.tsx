import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';

/** A bug or a failed chunk download. Reloading is safe: idempotency keys prevent a second purchase. */
export function RouteError() {
  const error = useRouteError();
  useDocumentTitle('Something went wrong');
  return (
    <EmptyState
      isPage
      title="Something went wrong on our side"
      action={<Button onClick={() => location.reload()}>Reload page</Button>}
    >
      Your cart and orders are safe. Reloading won’t charge you twice.
      {error instanceof Error && <p style={{ fontSize: 12, marginTop: 8 }}>{error.message}</p>}
    </EmptyState>
  );
}
