import styles from './logo.module.css';

/** One line that splits into three: one payment, many sellers. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect className={styles.tile} width="32" height="32" rx="8" />
        <path className={styles.fork} d="M7 16h7m0 0c4 0 4-7 8-7h3m-11 7c4 0 4 7 8 7h3m-11-7h11" />
      </svg>
      Splitcart
    </span>
  );
}
