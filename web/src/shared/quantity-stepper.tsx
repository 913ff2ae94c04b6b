import { MinusIcon, PlusIcon } from './icons.js';
import styles from './quantity-stepper.module.css';

interface QuantityStepperProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly isBusy?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number between two large buttons; screen readers announce its changes. */
export function QuantityStepper({ label, value, max, isBusy = false, onChange }: QuantityStepperProps) {
  return (
    <div className={styles.stepper} role="group" aria-label={label}>
      <button
        type="button"
        className={styles.step}
        aria-label="Decrease quantity"
        disabled={value <= 1}
        aria-disabled={isBusy}
        onClick={() => !isBusy && onChange(value - 1)}
      >
        <MinusIcon size={16} />
      </button>
      <output className={styles.value} data-busy={isBusy || undefined}>
        {value}
      </output>
      <button
        type="button"
        className={styles.step}
        aria-label="Increase quantity"
        disabled={value >= max}
        aria-disabled={isBusy}
        onClick={() => !isBusy && onChange(value + 1)}
      >
        <PlusIcon size={16} />
      </button>
    </div>
  );
}
