import { expect, test } from 'vitest';
import { accountCartRef, cartInput, isAccountCart } from './cart-ref.js';

test('a guest identifies the cart by its token, an account by its session', () => {
  expect(cartInput('a-bearer-token')).toEqual({ cartToken: 'a-bearer-token' });
  expect(cartInput(accountCartRef('crt_1'))).toEqual({});
});

test('each cart of an account has a reference of its own', () => {
  expect(isAccountCart(accountCartRef('crt_1'))).toBe(true);
  expect(isAccountCart('a-bearer-token')).toBe(false);
  expect(accountCartRef('crt_1')).not.toBe(accountCartRef('crt_2'));
});
