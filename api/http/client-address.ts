import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

import express from 'express';
import { z } from 'zod';

/** The client address of a request or a socket handshake, behind the proxies that the operator trusts. */
export type ClientAddress = (request: IncomingMessage) => string;

/** Whether the address, this many hops from us, belongs to a trusted proxy. */
const trustFunction = z.custom<(address: string, hop: number) => boolean>(
  (value) => typeof value === 'function',
);

/**
 * The nearest address that is not a trusted proxy's. `trustProxy` is Express's setting: a number of proxies, or their
 * addresses and networks. An untrusted client cannot spoof an address by a header.
 */
export function clientAddress(trustProxy: string): ClientAddress {
  const app = express();
  app.set('trust proxy', trustedProxies(trustProxy));
  // The compiled form of the setting, which Express itself uses for request.ip.
  const isTrusted = trustFunction.parse(app.get('trust proxy fn'));
  return (request) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    const hops = [request.socket.remoteAddress ?? '', ...forwarded.map((hop) => hop.trim()).toReversed()];
    const known = hops.filter((hop) => hop !== '');
    const client = known.find((hop, nth) => !isTrusted(hop, nth)) ?? known.at(-1) ?? 'unknown';
    return networkOf(client);
  };
}

/** The setting in the form Express expects. */
export function trustedProxies(trustProxy: string): number | string {
  return /^\d+$/.test(trustProxy) ? Number(trustProxy) : trustProxy;
}

/** A household has a whole IPv6 /64 and can change its address within it at will. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter((group) => group !== '');
  const right = (tail ?? '').split(':').filter((group) => group !== '');
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
