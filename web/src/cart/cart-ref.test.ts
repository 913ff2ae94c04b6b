import { expect, test } from 'vitest';
import { accountCartRef, cartInput, isAccountCart } from './cart-ref.js';

test('a guest names the cart by its token, an account by nothing but itself', () => {
  expect(cartInput('a-bearer-token')).toEqual({ cartToken: 'a-bearer-token' });
  expect(cartInput(accountCartRef('crt_1'))).toEqual({});
});

test('the next cart of an account is another one', () => {
  expect(isAccountCart(accountCartRef('crt_1'))).toBe(true);
  expect(isAccountCart('a-bearer-token')).toBe(false);
  expect(accountCartRef('crt_1')).not.toBe(accountCartRef('crt_2'));
});
