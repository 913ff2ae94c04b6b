import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { setCartToken } from '../cart/cart-token.js';
import { Notice } from '../shared/notice.js';
import styles from './pay-action.module.css';
import { PayButton } from './pay-button.js';
import type { Problem } from './problem.js';

interface PayActionProps {
  readonly label: string;
  readonly phase: string | undefined;
  readonly problem: Problem | undefined;
  readonly onPay: () => void;
  /** Small print below the button. */
  readonly children: ReactNode;
}

/** The end of the form: the problem, the pay button and small print. */
export function PayAction({ label, phase, problem, onPay, children }: PayActionProps) {
  return (
    <div className={styles.action}>
      {problem !== undefined && (
        <Notice tone={problem.tone} title={problem.title} code={problem.code} action={nextButton(problem)}>
          {problem.text}
        </Notice>
      )}
      <PayButton label={label} phase={phase} onPay={onPay} />
      <p className={styles.small}>{children}</p>
    </div>
  );
}

function nextButton({ next }: Problem) {
  if (next === undefined) return undefined;
  return (
    <Button component={Link} to={next.to} variant="default" size="sm" onClick={() => setCartToken(undefined)}>
      {next.label}
    </Button>
  );
}
