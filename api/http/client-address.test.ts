import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { describe, expect, test } from 'vitest';

import { clientAddress } from './client-address.js';

function requestFrom(address: string, forwardedFor?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers['x-forwarded-for'] = forwardedFor;
  return request;
}

describe('the client address', () => {
  test('is the connection’s when no trusted proxy is in front of us', () => {
    const of = clientAddress('loopback');
    expect(of(requestFrom('203.0.113.7'))).toBe('203.0.113.7');
    expect(of(requestFrom('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7');
  });

  test('is the last one a trusted proxy has seen', () => {
    const of = clientAddress('10.0.0.0/8');
    expect(of(requestFrom('10.0.0.1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(of(requestFrom('10.0.0.1', '1.2.3.4, 198.51.100.1'))).toBe('198.51.100.1');
    expect(of(requestFrom('10.0.0.1', '198.51.100.1, 10.0.0.2'))).toBe('198.51.100.1');
    expect(of(requestFrom('10.0.0.1'))).toBe('10.0.0.1');
  });

  test('can be found by the number of proxies', () => {
    expect(clientAddress('2')(requestFrom('172.16.0.1', '1.2.3.4, 198.51.100.1, 172.16.0.2'))).toBe(
      '198.51.100.1',
    );
    expect(clientAddress('0')(requestFrom('172.16.0.1', '1.2.3.4'))).toBe('172.16.0.1');
  });

  test('is the /64 network for IPv6, because a household can change its address within it', () => {
    const of = clientAddress('loopback');
    expect(of(requestFrom('2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1:2::/64');
    expect(of(requestFrom('2001:db8:1:2::99'))).toBe('2001:db8:1:2::/64');
    expect(of(requestFrom('2001:0db8::1'))).toBe('2001:db8:0:0::/64');
    expect(of(requestFrom('::ffff:203.0.113.7'))).toBe('203.0.113.7');
  });
});
