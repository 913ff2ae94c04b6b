import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../shared/empty-state.js';
import { useDocumentTitle } from '../shared/use-document-title.js';

export function NotFoundPage() {
  useDocumentTitle('Page not found');
  return (
    <EmptyState
      isPage
      title="There is no page here"
      action={
        <Button component={Link} to="/">
          Go to the shop
        </Button>
      }
    >
      The address may be mistyped, or what it showed has been taken down.
    </EmptyState>
  );
}
