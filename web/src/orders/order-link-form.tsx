import { useMutation } from '@apollo/client/react';
import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { RequestOrderLinkDocument } from '../generated/graphql.js';
import styles from './orders-page.module.css';

/** Emails the link of an order. The response and the text are the same whether or not the order exists. */
export function OrderLinkForm() {
  const [orderNumber, setOrderNumber] = useState('');
  const [email, setEmail] = useState('');
  const [request, { data, error, loading }] = useMutation(RequestOrderLinkDocument);
  const answer = data?.requestOrderLink;
  const rejection = answer !== undefined && 'code' in answer ? answer : undefined;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The mutation's state below shows the error.
    request({ variables: { input: { orderNumber, email } } }).catch(() => undefined);
  };
  return (
    <form className={styles.card} onSubmit={submit} noValidate aria-labelledby="order-link-heading">
      <h2 id="order-link-heading">Can’t find your order?</h2>
      <p>We’ll email its link to the address you ordered with.</p>
      <TextInput
        label="Order number"
        placeholder="K7Q2-M4XD"
        autoComplete="off"
        value={orderNumber}
        onChange={(event) => setOrderNumber(event.currentTarget.value)}
        error={rejection?.field === 'orderNumber' && 'Enter the 8-character order number, like K7Q2-M4XD.'}
      />
      <TextInput
        label="Email"
        type="email"
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={rejection?.field === 'email' && 'Enter a valid email address, like name@example.com.'}
      />
      <Button type="submit" loading={loading} disabled={orderNumber === '' || email === ''}>
        Email me the link
      </Button>
      <p role="status">
        {answer !== undefined &&
          rejection === undefined &&
          'If the order exists, its link is on the way. Check your inbox in a minute.'}
        {rejection !== undefined && rejection.field === null && rejection.message}
        {error !== undefined && 'We can’t reach the shop. Try again in a moment.'}
      </p>
    </form>
  );
}
