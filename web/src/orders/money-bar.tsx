import { Amount } from '../shared/amount.js';
import type { Money } from '../shared/money.js';
import styles from './money-bar.module.css';
import type { MoneyPart } from './money-split.js';

interface MoneyBarProps {
  readonly total: Money;
  readonly parts: readonly MoneyPart[];
}

/** The total as a bar, split into not yet charged, charged, refunded and not charged, with a legend. */
export function MoneyBar({ total, parts }: MoneyBarProps) {
  return (
    <section className={styles.card} aria-label="Payment breakdown">
      <p className={styles.total}>
        <span>Total</span>
        <Amount value={total} strong />
      </p>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ id, tone, amount }) => (
          <span
            key={id}
            className={styles.part}
            data-tone={tone}
            style={{ flexGrow: permilleOf(amount, total) }}
          />
        ))}
      </div>
      <ul className={styles.legend}>
        {parts.map(({ id, word, tone, amount }) => (
          <li key={id} className={styles.entry} data-tone={tone} data-part={id}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.word}>{word}</span>
            <Amount value={amount} strong />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Rounded to parts per thousand, for the bar only; amounts are never computed from it. */
function permilleOf(amount: Money, total: Money): number {
  return Number((BigInt(amount.amountMinor) * 1000n) / BigInt(total.amountMinor));
}
