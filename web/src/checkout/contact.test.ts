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

test('every missing field is named in words, the second address line never', () => {
  expect(Object.keys(contactErrors({ ...emptyContact, country: '' }))).toEqual([
    'email',
    'name',
    'line1',
    'postalCode',
    'city',
    'country',
  ]);
});

test('an address without a domain is not taken for an e-mail address', () => {
  expect(contactErrors({ ...ada, email: 'ada@example' }).email).toContain('name@example.com');
});

test('the order gets trimmed values and no empty second line', () => {
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

test('the field of an error of the API is found by the end of its path', () => {
  expect(contactField('shipTo.postalCode')).toBe('postalCode');
  expect(contactField('email')).toBe('email');
  expect(contactField('quoteVersion')).toBeUndefined();
  expect(contactField(null)).toBeUndefined();
});
