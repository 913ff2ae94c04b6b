import { formatCardNumber } from './card-number.js';
import styles from './simulated-element.module.css';
import { testCards } from './test-cards.js';

/** The simulated PSP's test cards; a click fills one in. */
export function TestCardList({ onPick }: { readonly onPick: (number: string) => void }) {
  return (
    <details className={styles.cards}>
      <summary>Test cards</summary>
      <ul>
        {testCards.map(({ number, outcome }) => (
          <li key={number}>
            <button type="button" className={styles.card} onClick={() => onPick(number)}>
              <span className="amount">{formatCardNumber(number)}</span>
              <span className={styles.outcome}>{outcome}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
