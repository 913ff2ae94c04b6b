import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Amount } from '../shared/amount.js';
import type { Money } from '../shared/money.js';
import styles from './checkout-layout.module.css';

interface CheckoutLayoutProps {
  readonly title: string;
  readonly total: Money;
  readonly summary: ReactNode;
  readonly children: ReactNode;
}

/** Form left, sticky summary right; on phones one column with a collapsed summary on top. */
export function CheckoutLayout({ title, total, summary, children }: CheckoutLayoutProps) {
  const isWide = useMediaQuery('(min-width: 900px)', undefined, { getInitialValueInEffect: false });
  return (
    <div className={styles.columns}>
      {!isWide && (
        <details className={styles.fold}>
          <summary>
            <span className={styles.foldWord}>Order summary</span>
            <Amount value={total} strong />
          </summary>
          {summary}
        </details>
      )}
      <div className={styles.form}>
        <h1>{title}</h1>
        {children}
      </div>
      {isWide && (
        <aside className={styles.aside} aria-label="Order summary">
          {summary}
        </aside>
      )}
    </div>
  );
}
