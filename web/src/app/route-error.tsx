import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';

/** A bug of ours or a part of the app that could not be fetched: reloading is safe, no purchase is doubled by it. */
export function RouteError() {
  const error = useRouteError();
  useDocumentTitle('Something broke');
  return (
    <EmptyState
      isPage
      title="This page broke"
      action={<Button onClick={() => location.reload()}>Reload the page</Button>}
    >
      Your cart and your orders are safe; nothing is paid twice by reloading.
      {error instanceof Error && <p style={{ fontSize: 12, marginTop: 8 }}>{error.message}</p>}
    </EmptyState>
  );
}
