import styles from './pay-button.module.css';

interface PayButtonProps {
  readonly label: string;
  /** The current step, e.g. "Contacting your bank…", shown instead of the label. */
  readonly phase: string | undefined;
  readonly onPay: () => void;
}

/** The page's primary action. While busy it stays focusable, shows its phase and ignores clicks. */
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
