import { useComputedColorScheme } from '@mantine/core';
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe, type Stripe, type StripeElementsOptions } from '@stripe/stripe-js';
import { useImperativeHandle, useState } from 'react';
import type { PaymentElementProps, TokenResult } from '../payment-element.js';

const UNREACHABLE = 'We can’t reach the payment provider. You haven’t been charged; try again in a moment.';

/** Stripe.js is loaded once per key, and only at checkout. */
const stripeByKey = new Map<string, Promise<Stripe | null>>();

/**
 * Stripe's Payment Element, mounted before the intent exists (deferred): it only needs the amount, and the confirmation
 * token is created before the order is placed.
 */
export function StripeElement({ ref, publishableKey, amount, savesCard, isLocked }: PaymentElementProps) {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const options: StripeElementsOptions = {
    mode: 'payment',
    amount: Number(amount.amountMinor),
    currency: amount.currency.toLowerCase(),
    captureMethod: 'manual',
    setupFutureUsage: savesCard ? 'off_session' : null,
    appearance: {
      theme: scheme === 'dark' ? 'night' : 'stripe',
      variables: { borderRadius: '8px', colorPrimary: scheme === 'dark' ? '#5fc7bd' : '#0b5f5c' },
    },
  };
  return (
    <Elements stripe={stripeFor(publishableKey)} options={options}>
      <StripeFields ref={ref} isLocked={isLocked} />
    </Elements>
  );
}

function StripeFields({ ref, isLocked }: Pick<PaymentElementProps, 'ref' | 'isLocked'>) {
  const stripe = useStripe();
  const elements = useElements();
  const [failure, setFailure] = useState<string>();
  useImperativeHandle(ref, () => ({
    makeToken: async (): Promise<TokenResult> => {
      if (stripe === null || elements === null) return { kind: 'unreachable', message: UNREACHABLE };
      const submitted = await elements.submit();
      if (submitted.error !== undefined) return { kind: 'invalid' };
      const { confirmationToken, error } = await stripe.createConfirmationToken({ elements });
      if (confirmationToken === undefined) {
        return { kind: 'unreachable', message: error.message ?? UNREACHABLE };
      }
      const { card } = confirmationToken.payment_method_preview;
      const cardLabel =
        card === undefined || card === null ? 'Your card' : `${card.brand} •••• ${card.last4}`;
      return { kind: 'token', confirmationToken: confirmationToken.id, cardLabel };
    },
  }));
  return (
    <>
      <PaymentElement options={{ readOnly: isLocked }} onLoadError={() => setFailure(UNREACHABLE)} />
      {failure !== undefined && <p role="alert">{failure}</p>}
    </>
  );
}

function stripeFor(publishableKey: string): Promise<Stripe | null> {
  const known = stripeByKey.get(publishableKey);
  if (known !== undefined) return known;
  const started = loadStripe(publishableKey);
  stripeByKey.set(publishableKey, started);
  return started;
}
