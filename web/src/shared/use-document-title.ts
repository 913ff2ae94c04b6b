import { useEffect } from 'react';

/** Sets the tab title, e.g. `✓ Paid – Splitcart`. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Splitcart' : `${title} – Splitcart`;
  }, [title]);
}
