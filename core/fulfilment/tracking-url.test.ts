import { expect, test } from 'vitest';

import { trackingUrlOf } from './tracking-url.js';

test('a parcel of a carrier that we know has a page, however the carrier is written', () => {
  const url = 'https://www.ups.com/track?tracknum=1Z%20999';
  expect(trackingUrlOf('UPS', '1Z 999')).toBe(url);
  expect(trackingUrlOf('ups', '1Z 999')).toBe(url);
});

test('a number cannot leave its place in the address', () => {
  expect(trackingUrlOf('GLS', '../../x?y=1#z')).toBe('https://gls-group.com/track/..%2F..%2Fx%3Fy%3D1%23z');
});

test('a carrier that we do not know has none', () => {
  expect(trackingUrlOf('The neighbour’s van', '7')).toBeNull();
  expect(trackingUrlOf('constructor', '7')).toBeNull();
});
