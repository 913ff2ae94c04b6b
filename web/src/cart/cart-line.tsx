import { ActionIcon } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { QuotePartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/amount.js';
import { TrashIcon } from '../shared/icons.js';
import { formatMoney } from '../shared/money.js';
import { QuantityStepper } from '../shared/quantity-stepper.js';
import styles from './cart-line.module.css';
import { useChangeCart } from './use-change-cart.js';

/** The API's limit per line. */
const MAX_PER_LINE = 99;

type Line = QuotePartsFragment['sellers'][number]['lines'][number];

export function CartLine({ line, isCompact }: { readonly line: Line; readonly isCompact: boolean }) {
  const { item, quantity, unitPrice, total } = line;
  const commands = useChangeCart();
  const [failure, setFailure] = useState<string>();
  const isBusy = commands.busyItemId === item.id;
  const run = async (change: Promise<string | undefined>) => setFailure(await change);
  return (
    <div className={styles.line} data-compact={isCompact || undefined}>
      <img className={`${styles.picture} picture`} src={item.pictureUrl} alt="" width={72} height={72} />
      <div className={styles.words}>
        <Link to={`/items/${item.id}`} className={styles.name}>
          {item.name}
        </Link>
        <p className={styles.unit}>{formatMoney(unitPrice)} each</p>
        {failure !== undefined && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
      </div>
      <div className={styles.controls}>
        <QuantityStepper
          label={`Quantity of ${item.name}`}
          value={quantity}
          max={Math.min(Math.max(item.availableUnits, 1), MAX_PER_LINE)}
          isBusy={isBusy}
          onChange={(value) => void run(commands.setQuantity(item.id, value))}
        />
        <ActionIcon
          aria-label={`Remove ${item.name}`}
          disabled={isBusy}
          onClick={() => void run(commands.remove(item.id))}
        >
          <TrashIcon />
        </ActionIcon>
      </div>
      <p className={styles.total}>
        <Amount value={total} />
      </p>
    </div>
  );
}
