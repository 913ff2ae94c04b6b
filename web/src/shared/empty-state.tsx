import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** True if it is the whole page: the title becomes the page heading. */
  readonly isPage?: boolean;
}

/** Explains why there is no content and what to do. */
export function EmptyState({ title, children, action, isPage = false }: EmptyStateProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      <svg width="120" height="84" viewBox="0 0 120 84" aria-hidden="true">
        <path d="M6 66h108" className={styles.line} />
        <path d="M22 66V40l8-10h24l8 10v26M22 40h40" className={styles.line} />
        <path d="M74 66V50h24v16M80 50c0-14 12-14 12 0" className={styles.line} />
        <circle cx="96" cy="22" r="8" className={styles.dot} />
      </svg>
      <Heading className={styles.title}>{title}</Heading>
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
