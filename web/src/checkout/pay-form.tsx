import { Button } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useRef } from 'react';
import { Link } from 'react-router';
import {
  PspSettingsDocument,
  type OrderPartsFragment,
  type PaymentIntentPartsFragment,
  type PaymentPartsFragment,
} from '../generated/graphql.js';
import { declineWords } from '../shared/decline-words.js';
import { CardIcon } from '../shared/icons.js';
import { formatMoney } from '../shared/money.js';
import { shortTime } from '../shared/moment.js';
import { Notice } from '../shared/notice.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { countryName } from '../shared/countries.js';
import { PayAction } from './pay-action.js';
import styles from './pay-form.module.css';
import { PaymentFields } from './payment-fields.js';
import type { PaymentElementHandle } from './payment-element.js';
import { PHASE_WORDS, titleOf } from './phase-words.js';
import { useCardToken } from './use-card-token.js';
import { usePaymentAttempt } from './use-payment-attempt.js';

interface PayFormProps {
  readonly order: OrderPartsFragment;
  readonly orderToken: string;
  readonly payment: PaymentPartsFragment;
  readonly receive: (payment: PaymentPartsFragment) => void;
  readonly refresh: () => Promise<void>;
}

export function PayForm({ order, orderToken, payment, receive, refresh }: PayFormProps) {
  const settings = useQuery(PspSettingsDocument).data?.pspSettings;
  const element = useRef<PaymentElementHandle>(null);
  const card = useCardToken(element);
  const paying = usePaymentAttempt({ orderId: order.id, orderToken, payment, receive, refresh });
  const phase = card.isChecking ? 'Checking your card…' : PHASE_WORDS[paying.phase];
  useDocumentTitle(titleOf(paying.phase, paying.attempt?.status));

  const pay = async () => {
    // Continue with the pending card: a second token would be a second card to the PSP.
    if (paying.cardLabel !== undefined) return paying.resume();
    const token = await card.makeToken();
    if (token !== undefined) paying.payWith(token);
  };

  if (paying.move === 'over' || order.status === 'EXPIRED' || order.status === 'CANCELED')
    return <OrderEnded />;
  const isOffered = paying.move === 'offer-bank' && phase === undefined;
  const isCardNeeded = !isOffered && paying.phase !== 'showing-order' && paying.phase !== 'going-to-bank';
  return (
    <>
      <PlacedOrder order={order} />
      {phase === undefined && <BankAnswer attempt={paying.attempt} />}
      {paying.cardLabel !== undefined && (
        <section className={styles.payment} aria-labelledby="payment-heading">
          <h2 id="payment-heading">Payment</h2>
          <p className={styles.card}>
            <CardIcon /> {paying.cardLabel}
          </p>
        </section>
      )}
      {paying.cardLabel === undefined && isCardNeeded && (
        <section className={styles.payment} aria-labelledby="payment-heading">
          <h2 id="payment-heading">Payment</h2>
          <PaymentFields
            ref={element}
            settings={settings}
            amount={order.total}
            isLocked={phase !== undefined}
          />
        </section>
      )}
      <PayAction
        label={isOffered ? 'Continue to your bank' : `Pay ${formatMoney(order.total)}`}
        phase={phase}
        problem={card.problem ?? paying.problem}
        onPay={() => (isOffered ? paying.leave() : void pay())}
      >
        Your items are reserved until {shortTime(order.expiresAt)}.
      </PayAction>
    </>
  );
}

function BankAnswer({ attempt }: { readonly attempt: PaymentIntentPartsFragment | undefined }) {
  if (attempt?.status === 'DECLINED') {
    return (
      <Notice tone="failed" title={declineWords(attempt.declineCode)} code={attempt.declineCode ?? undefined}>
        We’ve saved your order. Try again or use another card.
      </Notice>
    );
  }
  if (attempt?.status === 'REQUIRES_ACTION') {
    return (
      <Notice tone="attention" title="Your bank needs to verify this payment">
        You won’t be charged until you confirm. You’ll return here afterwards.
      </Notice>
    );
  }
  return null;
}

function PlacedOrder({ order }: { readonly order: OrderPartsFragment }) {
  const { name, line1, line2, postalCode, city, country } = order.shipTo;
  const address = [name, line1, line2, `${postalCode} ${city}`, countryName(country)]
    .filter(Boolean)
    .join(', ');
  return (
    <dl className={styles.placed}>
      <div>
        <dt>Order</dt>
        <dd>{order.number}</dd>
      </div>
      <div>
        <dt>Contact</dt>
        <dd>{order.email}</dd>
      </div>
      <div>
        <dt>Delivery</dt>
        <dd>{address}</dd>
      </div>
    </dl>
  );
}

function OrderEnded() {
  return (
    <Notice
      tone="neutral"
      title="This order has ended"
      action={
        <Button component={Link} to="/" variant="default" size="sm">
          Continue shopping
        </Button>
      }
    >
      It can no longer be paid, and its items are no longer reserved. You won’t be charged.
    </Notice>
  );
}
