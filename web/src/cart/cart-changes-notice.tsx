import { Button } from '@mantine/core';
import { assertNever } from '../shared/assert-never.js';
import { formatMoney } from '../shared/money.js';
import { Notice } from '../shared/notice.js';
import type { CartChange } from './cart-changes.js';
import styles from './cart-changes-notice.module.css';
import { useChangeCart } from './use-change-cart.js';

interface CartChangesNoticeProps {
  readonly changes: readonly CartChange[];
  readonly currency: string;
  readonly onAccept: () => void;
}

/** Price and stock changes since the shopper last saw the cart. Prices are accepted by a click, shortages by changing the line. */
export function CartChangesNotice({ changes, currency, onAccept }: CartChangesNoticeProps) {
  const commands = useChangeCart();
  if (changes.length === 0) return null;
  const hasPrices = changes.some(({ kind }) => kind !== 'stock');
  return (
    <Notice
      tone="attention"
      title="Your cart has changed"
      action={
        hasPrices && (
          <Button variant="default" size="sm" onClick={onAccept}>
            Accept new prices
          </Button>
        )
      }
    >
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={`${change.kind} ${change.id}`} className={styles.change}>
            <span>{textOf(change, currency)}</span>
            {change.kind === 'stock' && (
              <Button
                variant="default"
                size="xs"
                loading={commands.busyItemId === change.id}
                onClick={() =>
                  void (change.available === 0
                    ? commands.remove(change.id)
                    : commands.setQuantity(change.id, change.available))
                }
              >
                {change.available === 0 ? 'Remove' : `Change to ${change.available}`}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function textOf(change: CartChange, currency: string): string {
  const money = (amountMinor: string) => formatMoney({ amountMinor, currency });
  switch (change.kind) {
    case 'price':
      return `${change.name} is now ${money(change.after)} (was ${money(change.before)}).`;
    case 'shipping':
      return `Shipping from ${change.name} is now ${money(change.after)} (was ${money(change.before)}).`;
    case 'stock':
      return change.available === 0
        ? `${change.name} has sold out.`
        : `Only ${change.available} left of ${change.name} (you have ${change.wanted} in your cart).`;
    default:
      return assertNever(change);
  }
}
