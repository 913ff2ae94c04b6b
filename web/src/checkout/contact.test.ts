import { expect, test } from 'vitest';
import { contactErrors, contactField, emptyContact, toOrderContact, type Contact } from './contact.js';

const ada: Contact = {
  email: ' ada@example.com ',
  name: 'Ada Lovelace',
  line1: 'Friedrichstr. 12',
  line2: ' ',
  postalCode: '10117',
  city: 'Berlin',
  country: 'DE',
};

test('a complete contact has no errors', () => {
  expect(contactErrors(ada)).toEqual({});
});

test('every missing field has an error, except the second address line', () => {
  expect(Object.keys(contactErrors({ ...emptyContact, country: '' }))).toEqual([
    'email',
    'name',
    'line1',
    'postalCode',
    'city',
    'country',
  ]);
});

test('an email address needs a complete domain', () => {
  expect(contactErrors({ ...ada, email: 'ada@example' }).email).toContain('name@example.com');
});

test('values are trimmed and an empty second line is left out', () => {
  expect(toOrderContact(ada)).toEqual({
    email: 'ada@example.com',
    shipTo: {
      name: 'Ada Lovelace',
      line1: 'Friedrichstr. 12',
      postalCode: '10117',
      city: 'Berlin',
      country: 'DE',
    },
  });
  expect(toOrderContact({ ...ada, line2: 'c/o Babbage' }).shipTo).toHaveProperty('line2', 'c/o Babbage');
});

test('an API error is matched to its field by the end of its path', () => {
  expect(contactField('shipTo.postalCode')).toBe('postalCode');
  expect(contactField('email')).toBe('email');
  expect(contactField('quoteVersion')).toBeUndefined();
  expect(contactField(null)).toBeUndefined();
});
