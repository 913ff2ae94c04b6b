import { describe, expect, test } from 'vitest';
import { emailFault, faultsOf, newPasswordFault, nextPath, tokenIn } from './account-rules.js';

describe('a form', () => {
  test('wants an address that can be one', () => {
    expect(emailFault(' ')).toContain('Enter');
    expect(emailFault('ann@example')).toContain('complete');
    expect(emailFault(' ann@example.com ')).toBeUndefined();
  });

  test('wants ten characters for a new password, any', () => {
    expect(newPasswordFault('123456789')).toContain('10');
    expect(newPasswordFault('1234567890')).toBeUndefined();
  });

  test('keeps only the faults that there are', () => {
    expect(faultsOf({ email: undefined, password: 'too short' })).toEqual({ password: 'too short' });
  });
});

describe('the way after signing in', () => {
  test.each(['/account', '/orders/ord_1?token=x', '/'])('leads to %s of this shop', (path) => {
    expect(nextPath(path)).toBe(path);
  });

  test.each([null, '', 'account', '//evil.example', '/\\evil.example', 'https://evil.example'])(
    'leads home instead of to %s',
    (wanted) => {
      expect(nextPath(wanted)).toBe('/');
    },
  );
});

test('the token of a link is found behind the #', () => {
  expect(tokenIn('#token=a-b_c')).toBe('a-b_c');
  expect(tokenIn('')).toBe('');
});
