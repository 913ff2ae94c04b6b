import { describe, expect, test } from 'vitest';
import { emailFault, faultsOf, newPasswordFault, nextPath, tokenIn } from './account-rules.js';

describe('form validation', () => {
  test('requires a plausible email address', () => {
    expect(emailFault(' ')).toContain('Enter');
    expect(emailFault('ann@example')).toContain('valid');
    expect(emailFault(' ann@example.com ')).toBeUndefined();
  });

  test('requires a new password of at least ten characters of any kind', () => {
    expect(newPasswordFault('123456789')).toContain('10');
    expect(newPasswordFault('1234567890')).toBeUndefined();
  });

  test('drops fields without an error', () => {
    expect(faultsOf({ email: undefined, password: 'too short' })).toEqual({ password: 'too short' });
  });
});

describe('the path after sign-in', () => {
  test.each(['/account', '/orders/ord_1?token=x', '/'])('is %s of this shop', (path) => {
    expect(nextPath(path)).toBe(path);
  });

  test.each([null, '', 'account', '//evil.example', '/\\evil.example', 'https://evil.example'])(
    'is the home page instead of %s',
    (requested) => {
      expect(nextPath(requested)).toBe('/');
    },
  );
});

test('reads the token of a link from the fragment', () => {
  expect(tokenIn('#token=a-b_c')).toBe('a-b_c');
  expect(tokenIn('')).toBe('');
});
