import { useEffect } from 'react';

/** The tab tells the state of the page: `✓ Paid – Splitcart`. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Splitcart' : `${title} – Splitcart`;
  }, [title]);
}
