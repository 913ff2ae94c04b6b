import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { CartChangesNotice } from '../cart/cart-changes-notice.js';
import { useCart } from '../cart/use-cart.js';
import { useCartChanges } from '../cart/use-cart-changes.js';
import { PspSettingsDocument, type CartPartsFragment } from '../generated/graphql.js';
import { EmptyState } from '../shared/empty-state.js';
import { formatMoney } from '../shared/money.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import { CheckoutLayout } from './checkout-layout.js';
import { ContactForm, focusFirstError } from './contact-form.js';
import { contactErrors, toOrderContact, type ContactErrors } from './contact.js';
import { groupsOfQuote } from './groups-of-quote.js';
import { OrderSummary } from '../orders/order-summary.js';
import { PayAction } from './pay-action.js';
import { PaymentFields } from './payment-fields.js';
import type { PaymentElementHandle } from './payment-element.js';
import styles from './checkout-page.module.css';
import type { Problem } from './problem.js';
import { useCardToken } from './use-card-token.js';
import { useContactDraft } from './use-contact-draft.js';
import { useDestination } from './use-destination.js';
import { usePlaceOrder } from './use-place-order.js';

export function CheckoutPage() {
  const state = useCart();
  useDocumentTitle('Checkout');
  useEffect(() => {
    // Preload the payment page while the form is filled in.
    void import('./pay-page.js');
  }, []);
  if (state.kind === 'filled') return <Checkout cart={state.cart} cartToken={state.token} />;
  if (state.kind === 'loading') return <CheckoutSkeleton />;
  if (state.kind === 'unreachable') {
    return (
      <EmptyState
        isPage
        title="We can’t load the checkout"
        action={<Button onClick={state.retry}>Try again</Button>}
      >
        Check your connection and try again. Your cart is saved.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      isPage
      title="Your cart is empty"
      action={
        <Button component={Link} to="/">
          Continue shopping
        </Button>
      }
    >
      Add something to check out.
    </EmptyState>
  );
}

interface CheckoutProps {
  readonly cart: CartPartsFragment;
  readonly cartToken: string;
}

function Checkout({ cart, cartToken }: CheckoutProps) {
  const { quote } = cart;
  const settings = useQuery(PspSettingsDocument).data?.pspSettings;
  const { changes, accept } = useCartChanges(cart);
  const draft = useContactDraft();
  const element = useRef<PaymentElementHandle>(null);
  const card = useCardToken(element);
  const order = usePlaceOrder(cartToken);
  useDestination(cartToken, { quoted: quote.destination, selected: draft.contact.country });
  const [errors, setErrors] = useState<ContactErrors>({});
  const [shortage, setShortage] = useState<Problem>();
  const isBusy = card.isChecking || order.isPlacing;

  const pay = async () => {
    const found = contactErrors(draft.contact);
    const isShort = changes.some(({ kind }) => kind === 'stock');
    setErrors(found);
    setShortage(isShort ? SHORTAGE : undefined);
    order.clear();
    if (Object.keys(found).length > 0) return focusFirstError(found);
    const token = isShort ? undefined : await card.makeToken();
    if (token === undefined) return;
    accept();
    const { confirmationToken, cardLabel } = token;
    const { version: quoteVersion } = quote;
    const contact = toOrderContact(draft.contact);
    await order.place({ confirmationToken, cardLabel, cartToken, quoteVersion, ...contact });
  };

  const { total } = quote;
  return (
    <CheckoutLayout
      title="Checkout"
      total={total}
      summary={<OrderSummary groups={groupsOfQuote(quote)} amounts={quote} />}
    >
      <CartChangesNotice changes={changes} currency={cart.currency} onAccept={accept} />
      <ContactForm
        contact={draft.contact}
        errors={{ ...order.stopped?.errors, ...errors }}
        isLocked={isBusy}
        onChange={(field, value) => {
          draft.change(field, value);
          setErrors((before) => ({ ...before, [field]: undefined }));
        }}
      />
      <section className={styles.payment} aria-labelledby="payment-heading">
        <h2 id="payment-heading">Payment</h2>
        <PaymentFields ref={element} settings={settings} amount={total} isLocked={isBusy} />
      </section>
      <PayAction
        label={`${changes.length === 0 ? 'Pay' : 'Accept and pay'} ${formatMoney(total)}`}
        phase={card.isChecking ? 'Checking your card…' : order.isPlacing ? 'Placing your order…' : undefined}
        problem={shortage ?? card.problem ?? order.stopped?.problem}
        onPay={() => void pay()}
      >
        Your bank approves the total now; each seller then charges its part separately. You’ll never pay more
        than {formatMoney(total)}.
      </PayAction>
    </CheckoutLayout>
  );
}

const SHORTAGE: Problem = {
  tone: 'attention',
  title: 'Some items are no longer available',
  text: 'Change or remove them above, then pay.',
};

function CheckoutSkeleton() {
  return (
    <div role="status" aria-label="Loading checkout">
      <Skeleton height={32} width={180} mb={24} />
      <Skeleton height={420} radius={12} />
    </div>
  );
}
