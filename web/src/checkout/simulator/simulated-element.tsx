import { TextInput } from '@mantine/core';
import { useImperativeHandle } from 'react';
import { CardIcon } from '../../shared/icons.js';
import type { PaymentElementProps, TokenResult } from '../payment-element.js';
import { cardBrand, cvcLength, digitsOf, formatCardNumber, formatExpiry } from './card-number.js';
import { makeToken } from './make-token.js';
import styles from './simulated-element.module.css';
import { TestCardList } from './test-card-list.js';
import { useCardForm } from './use-card-form.js';

/** Replaces Stripe's Payment Element while no Stripe key is configured, labeled as test mode. */
export function SimulatedElement({ ref, publishableKey, apiBase, isLocked }: PaymentElementProps) {
  const { card, change, pick, check, field } = useCardForm(isLocked);
  useImperativeHandle(ref, () => ({
    makeToken: async (): Promise<TokenResult> => {
      const checked = check();
      if (checked.kind === 'invalid') return { kind: 'invalid' };
      const label = `${cardBrand(checked.number)} •••• ${checked.number.slice(-4)}`;
      return await makeToken({ apiBase: apiBase ?? '', publishableKey }, { ...checked, label });
    },
  }));
  return (
    <div className={styles.element}>
      <p className={styles.badge}>
        <strong>Test mode</strong> No real bank is contacted and no money moves.
      </p>
      <TextInput
        {...field('number')}
        label="Card number"
        autoComplete="cc-number"
        placeholder="1234 1234 1234 1234"
        onChange={(event) => change('number', formatCardNumber(event.currentTarget.value))}
        rightSectionWidth={96}
        rightSection={
          <span className={styles.brand}>{card.number === '' ? <CardIcon /> : cardBrand(card.number)}</span>
        }
      />
      <div className={styles.pair}>
        <TextInput
          {...field('expiry')}
          label="Expiry"
          autoComplete="cc-exp"
          placeholder="MM / YY"
          onChange={(event) => change('expiry', expiryWhileTyping(card.expiry, event.currentTarget.value))}
        />
        <TextInput
          {...field('cvc')}
          label="Security code"
          autoComplete="cc-csc"
          placeholder="CVC"
          onChange={(event) =>
            change('cvc', digitsOf(event.currentTarget.value).slice(0, cvcLength(card.number)))
          }
        />
      </div>
      {!isLocked && <TestCardList onPick={pick} />}
    </div>
  );
}

/** While the shopper deletes, the slash is not added again. */
function expiryWhileTyping(before: string, typed: string): string {
  return typed.length < before.length ? typed.replace(/[\s/]+$/, '') : formatExpiry(typed);
}
