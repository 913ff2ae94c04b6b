import * as z from 'zod/mini';
import { storedValue } from '../shared/stored-value.js';

/** The form's values. */
const contactShape = z.object({
  email: z.string(),
  name: z.string(),
  line1: z.string(),
  line2: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string(),
});
export type Contact = z.infer<typeof contactShape>;
export type ContactField = keyof Contact;
export type ContactErrors = Readonly<Partial<Record<ContactField, string>>>;

export const emptyContact: Contact = {
  email: '',
  name: '',
  line1: '',
  line2: '',
  postalCode: '',
  city: '',
  country: 'DE',
};

/** Stored for the tab only: on a shared computer an address should not outlive it. */
export const contactDraft = storedValue(() => sessionStorage, 'splitcart.contact', contactShape);

const MISSING: Readonly<Record<Exclude<ContactField, 'email' | 'line2'>, string>> = {
  name: 'Enter your full name.',
  line1: 'Enter your street and house number.',
  postalCode: 'Enter your postal code.',
  city: 'Enter your city.',
  country: 'Choose a country.',
};

/** Finds obvious errors; the API has the final say. */
export function contactErrors(contact: Contact): ContactErrors {
  const errors: Partial<Record<ContactField, string>> = {};
  if (contact.email.trim() === '') errors.email = 'Enter your email address.';
  else if (!/^\S+@\S+\.\S+$/.test(contact.email.trim())) {
    errors.email = 'Enter a valid email address, like name@example.com.';
  }
  for (const field of ['name', 'line1', 'postalCode', 'city', 'country'] as const) {
    if (contact[field].trim() === '') errors[field] = MISSING[field];
  }
  return errors;
}

/** The contact as the API expects it: trimmed, without an empty second line. */
export function toOrderContact(contact: Contact) {
  const { email, line2, ...address } = contact;
  const trimmed = {
    name: address.name.trim(),
    line1: address.line1.trim(),
    postalCode: address.postalCode.trim(),
    city: address.city.trim(),
    country: address.country,
  };
  return {
    email: email.trim(),
    shipTo: line2.trim() === '' ? trimmed : { ...trimmed, line2: line2.trim() },
  };
}

/** The form field of an `InvalidInput` path, e.g. `shipTo.postalCode`. */
export function contactField(path: string | null): ContactField | undefined {
  const name = path?.split('.').at(-1);
  return contactFields.find((field) => field === name);
}

const contactFields: readonly ContactField[] = [
  'email',
  'name',
  'line1',
  'line2',
  'postalCode',
  'city',
  'country',
];
