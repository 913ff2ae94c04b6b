import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PspSettingsQuery } from '../generated/graphql.js';
import type { PaymentElementProps } from './payment-element.js';
import { SimulatedElement } from './simulator/simulated-element.js';

// stripe.js and its wrapper are fetched only by shops that use Stripe.
const StripeElement = lazy(async () => ({
  default: (await import('./stripe/stripe-element.js')).StripeElement,
}));

type PaymentFieldsProps = Omit<PaymentElementProps, 'publishableKey' | 'apiBase'> & {
  readonly settings: PspSettingsQuery['pspSettings'] | undefined;
};

/** The payment element of whichever provider the API is configured with. */
export function PaymentFields({ settings, ...props }: PaymentFieldsProps) {
  if (settings === undefined) return <Skeleton height={212} />;
  const { provider, publishableKey, apiBase } = settings;
  if (provider === 'SIMULATOR')
    return <SimulatedElement {...props} publishableKey={publishableKey} apiBase={apiBase} />;
  return (
    <Suspense fallback={<Skeleton height={212} />}>
      <StripeElement {...props} publishableKey={publishableKey} apiBase={null} />
    </Suspense>
  );
}
