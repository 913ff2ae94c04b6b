import { Amount } from '../shared/amount.js';
import type { Money } from '../shared/money.js';
import styles from './money-bar.module.css';
import type { MoneyPart } from './money-split.js';

interface MoneyBarProps {
  readonly total: Money;
  readonly parts: readonly MoneyPart[];
}

/** Where the total is now: one bar cut by held, captured, released and refunded, with each in words. */
export function MoneyBar({ total, parts }: MoneyBarProps) {
  return (
    <section className={styles.card} aria-label="Where your money is">
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
            style={{ flexGrow: shareOf(amount, total) }}
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

/** Parts per thousand are enough for a bar; no amount is computed from it. */
function shareOf(amount: Money, total: Money): number {
  return Number((BigInt(amount.amountMinor) * 1000n) / BigInt(total.amountMinor));
}
