import styles from './pay-button.module.css';

interface PayButtonProps {
  readonly label: string;
  /** What is happening, e.g. "Asking your bank…"; the button says it instead of its label. */
  readonly phase: string | undefined;
  readonly onPay: () => void;
}

/**
 * The one primary action of the page. While it works it stays in place and focusable, and says its phase;
 * a second press does nothing.
 */
export function PayButton({ label, phase, onPay }: PayButtonProps) {
  const isBusy = phase !== undefined;
  return (
    <>
      <button
        type="button"
        className={styles.pay}
        data-busy={isBusy || undefined}
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) onPay();
        }}
      >
        <span className={styles.word} key={phase ?? label}>
          {phase ?? label}
        </span>
      </button>
      <span role="status" className={styles.announced}>
        {phase ?? ''}
      </span>
    </>
  );
}
