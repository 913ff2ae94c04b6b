import { useMutation } from '@apollo/client/react';
import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { RequestOrderLinkDocument } from '../generated/graphql.js';
import styles from './orders-page.module.css';

/** Mails the link of an order. The answer is the same whether there is one or not, and so are the words. */
export function OrderLinkForm() {
  const [orderNumber, setOrderNumber] = useState('');
  const [email, setEmail] = useState('');
  const [request, { data, error, loading }] = useMutation(RequestOrderLinkDocument);
  const answer = data?.requestOrderLink;
  const refused = answer !== undefined && 'code' in answer ? answer : undefined;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Apollo keeps the error for the line below.
    request({ variables: { input: { orderNumber, email } } }).catch(() => undefined);
  };
  return (
    <form className={styles.card} onSubmit={submit} noValidate aria-labelledby="order-link-heading">
      <h2 id="order-link-heading">Looking for another order?</h2>
      <p>We mail its link to the address that it was placed with.</p>
      <TextInput
        label="Order number"
        placeholder="K7Q2-M4XD"
        autoComplete="off"
        value={orderNumber}
        onChange={(event) => setOrderNumber(event.currentTarget.value)}
        error={
          refused?.field === 'orderNumber' && 'An order number has eight letters and digits, as K7Q2-M4XD.'
        }
      />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={refused?.field === 'email' && 'This is not an e-mail address.'}
      />
      <Button type="submit" loading={loading} disabled={orderNumber === '' || email === ''}>
        Mail me the link
      </Button>
      <p role="status">
        {answer !== undefined &&
          refused === undefined &&
          'If there is such an order, its link is on the way. Look into your mail in a minute.'}
        {refused !== undefined && refused.field === null && refused.message}
        {error !== undefined && 'The shop cannot be reached. Try again in a moment.'}
      </p>
    </form>
  );
}
