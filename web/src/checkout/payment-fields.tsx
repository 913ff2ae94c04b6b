import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PspSettingsQuery } from '../generated/graphql.js';
import type { PaymentElementProps } from './payment-element.js';

// Lazy, so that only the configured PSP's code is loaded.
const SimulatedElement = lazy(async () => ({
  default: (await import('./simulator/simulated-element.js')).SimulatedElement,
}));
const StripeElement = lazy(async () => ({
  default: (await import('./stripe/stripe-element.js')).StripeElement,
}));

type PaymentFieldsProps = Omit<PaymentElementProps, 'publishableKey' | 'apiBase' | 'savesCard'> & {
  readonly settings: PspSettingsQuery['pspSettings'] | undefined;
};

/** The payment element of the PSP that the API is configured with. */
export function PaymentFields({ settings, ...props }: PaymentFieldsProps) {
  if (settings === undefined) return <Skeleton height={212} />;
  const { provider, publishableKey, apiBase, savesCard } = settings;
  const Element = provider === 'SIMULATOR' ? SimulatedElement : StripeElement;
  return (
    <Suspense fallback={<Skeleton height={212} />}>
      <Element {...props} publishableKey={publishableKey} apiBase={apiBase} savesCard={savesCard} />
    </Suspense>
  );
}
