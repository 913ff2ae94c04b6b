import { expect, test } from 'vitest';

import { trackingUrlOf } from './tracking-url.js';

test('a known carrier has a tracking page, regardless of case', () => {
  const url = 'https://www.ups.com/track?tracknum=1Z%20999';
  expect(trackingUrlOf('UPS', '1Z 999')).toBe(url);
  expect(trackingUrlOf('ups', '1Z 999')).toBe(url);
});

test('a tracking number is escaped in the URL', () => {
  expect(trackingUrlOf('GLS', '../../x?y=1#z')).toBe('https://gls-group.com/track/..%2F..%2Fx%3Fy%3D1%23z');
});

test('an unknown carrier has no tracking page', () => {
  expect(trackingUrlOf('The neighbour’s van', '7')).toBeNull();
  expect(trackingUrlOf('constructor', '7')).toBeNull();
});
