import { NativeSelect, TextInput } from '@mantine/core';
import type { Contact, ContactErrors, ContactField } from './contact.js';
import styles from './contact-form.module.css';
import { countries } from '../shared/countries.js';

interface ContactFormProps {
  readonly contact: Contact;
  readonly errors: ContactErrors;
  readonly isLocked: boolean;
  readonly onChange: (field: ContactField, value: string) => void;
}

/** E-mail and address; the browser can fill all of it. */
export function ContactForm({ contact, errors, isLocked, onChange }: ContactFormProps) {
  const field = (name: ContactField) => ({
    name,
    id: `contact-${name}`,
    value: contact[name],
    error: errors[name],
    disabled: isLocked,
    onChange: (event: { currentTarget: { value: string } }) => onChange(name, event.currentTarget.value),
  });
  return (
    <>
      <section className={styles.section} aria-labelledby="contact-heading">
        <h2 id="contact-heading">Contact</h2>
        <TextInput
          {...field('email')}
          type="email"
          label="E-mail"
          description="For the confirmation and the receipt. No account needed."
          autoComplete="email"
        />
      </section>
      <section className={styles.section} aria-labelledby="delivery-heading">
        <h2 id="delivery-heading">Delivery</h2>
        <TextInput {...field('name')} label="Full name" autoComplete="shipping name" />
        <TextInput {...field('line1')} label="Street and number" autoComplete="shipping address-line1" />
        <TextInput
          {...field('line2')}
          label="Flat, floor, company (optional)"
          autoComplete="shipping address-line2"
        />
        <div className={styles.pair}>
          <TextInput {...field('postalCode')} label="Postal code" autoComplete="shipping postal-code" />
          <TextInput {...field('city')} label="City" autoComplete="shipping address-level2" />
        </div>
        <NativeSelect
          {...field('country')}
          label="Country"
          autoComplete="shipping country"
          data={countries}
        />
      </section>
    </>
  );
}

/** Puts the cursor into the first field that is wrong. */
export function focusFirstError(errors: ContactErrors): void {
  const first = (['email', 'name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const).find(
    (field) => errors[field] !== undefined,
  );
  if (first !== undefined) document.getElementById(`contact-${first}`)?.focus();
}
