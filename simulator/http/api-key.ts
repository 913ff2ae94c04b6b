import { unauthorized, type StripeError } from './stripe-error.js';

/** The key of a request: a secret (or restricted) test key, or a browser's publishable test key. */
export interface ApiKey {
  publishable: boolean;
}

/** Reads `Authorization: Bearer …`, `Basic …` or the `key` parameter. Every test key is valid; no live key is. */
export function readApiKey(authorization: string | undefined, keyParam: string | undefined): ApiKey {
  const key = keyFromHeader(authorization) ?? keyParam;
  if (key === undefined || key === '') {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
        "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details.",
    );
  }
  if (/^[sr]k_test_\w+$/.test(key)) return { publishable: false };
  if (/^pk_test_\w+$/.test(key)) return { publishable: true };
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

/** Stripe's error for a publishable key on an operation that requires a secret key. */
export function secretKeyRequired(): StripeError {
  return unauthorized(
    'This API call cannot be made with a publishable API key. Please use a secret API key. ' +
      'You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    'secret_key_required',
  );
}

function keyFromHeader(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const [scheme, value = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return undefined;
}

/** Keys never appear in full in an answer or a log. */
function masked(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(Math.max(0, Math.min(20, key.length - 12)))}${key.slice(-4)}`;
}
