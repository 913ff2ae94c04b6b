import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { QuotePartsFragment } from '../generated/graphql.js';
import styles from './checkout-button.module.css';
import { unpayableReason } from './unpayable-reason.js';

type Props = Readonly<{ quote: QuotePartsFragment; onClick?: () => void }>;

/** Leads to the checkout; says why when the total cannot be paid. */
export function CheckoutButton({ quote, onClick }: Props) {
  const reason = unpayableReason(quote);
  if (reason === null)
    return (
      <Button component={Link} to="/checkout" size="lg" fullWidth onClick={onClick}>
        Checkout
      </Button>
    );
  return (
    <>
      <Button size="lg" fullWidth disabled>
        Checkout
      </Button>
      <p className={styles.reason} role="status">
        {reason}
      </p>
    </>
  );
}
