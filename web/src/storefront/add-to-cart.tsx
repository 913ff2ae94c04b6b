import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useChangeCart } from '../cart/use-change-cart.js';
import type { ItemPartsFragment } from '../generated/graphql.js';
import { CartIcon, CheckIcon, PlusIcon } from '../shared/icons.js';
import styles from './add-to-cart.module.css';

/** How long the button confirms the addition. */
const CONFIRMATION_MS = 2_200;

interface AddToCartProps {
  readonly item: ItemPartsFragment;
  readonly quantity: number;
  /** A small square icon button, as on item cards. */
  readonly isCompact?: boolean;
}

export function AddToCart({ item, quantity, isCompact = false }: AddToCartProps) {
  const { add, busyItemId } = useChangeCart();
  const [outcome, setOutcome] = useState<{ failure: string | undefined }>();
  useEffect(() => {
    if (outcome === undefined || outcome.failure !== undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const isAdded = outcome !== undefined && outcome.failure === undefined;
  const click = async () => {
    setOutcome(undefined);
    setOutcome({ failure: await add(item.id, quantity) });
  };
  const props = {
    onClick: () => void click(),
    disabled: item.availableUnits === 0,
    loading: busyItemId === item.id,
  };
  return (
    <>
      {isCompact ? (
        <ActionIcon
          {...props}
          variant={isAdded ? 'filled' : 'default'}
          color="teal"
          aria-label={`Add ${item.name} to cart`}
        >
          {isAdded ? <CheckIcon /> : <PlusIcon />}
        </ActionIcon>
      ) : (
        <Button {...props} size="lg" leftSection={isAdded ? <CheckIcon /> : <CartIcon />}>
          {labelOf(item, isAdded)}
        </Button>
      )}
      <span
        role="status"
        className={outcome?.failure === undefined ? styles.silent : styles.failure}
        data-compact={isCompact || undefined}
      >
        {outcome?.failure ?? (isAdded ? `${item.name} is in your cart.` : '')}
      </span>
    </>
  );
}

function labelOf(item: ItemPartsFragment, isAdded: boolean): string {
  if (item.availableUnits === 0) return 'Sold out';
  return isAdded ? 'In your cart' : 'Add to cart';
}
