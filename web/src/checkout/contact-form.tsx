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

/** Email and delivery address, all with browser autofill. */
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
          label="Email"
          description="You can use it to find your order later. No account needed."
          autoComplete="email"
        />
      </section>
      <section className={styles.section} aria-labelledby="delivery-heading">
        <h2 id="delivery-heading">Delivery</h2>
        <TextInput {...field('name')} label="Full name" autoComplete="shipping name" />
        <TextInput {...field('line1')} label="Street and number" autoComplete="shipping address-line1" />
        <TextInput
          {...field('line2')}
          label="Apartment, floor, company (optional)"
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

/** Focuses the first field with an error. */
export function focusFirstError(errors: ContactErrors): void {
  const first = (['email', 'name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const).find(
    (field) => errors[field] !== undefined,
  );
  if (first !== undefined) document.getElementById(`contact-${first}`)?.focus();
}
