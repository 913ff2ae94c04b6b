import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';

export function NotFoundPage() {
  useDocumentTitle('Page not found');
  return (
    <EmptyState
      isPage
      title="Page not found"
      action={
        <Button component={Link} to="/">
          Continue shopping
        </Button>
      }
    >
      The link may be wrong, or the page has moved.
    </EmptyState>
  );
}
