import { parse } from 'node:querystring';

import type { Request, Response } from 'express';

/** The browser's refresh token, out of reach of scripts. */
export interface RefreshCookie {
  /** Null when there is none, or when another site caused the request. */
  read(): string | null;
  write(token: string, expiresAt: Date): void;
  clear(): void;
}

/**
 * The cookie with the refresh token. `__Host-` (over TLS) keeps a sibling domain from planting one; SameSite=Strict, the JSON
 * content type that GraphQL requires, and the Origin check each keep other sites from using it.
 */
export function refreshCookie(request: Request, publicUrl: string): RefreshCookie {
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:';
  const name = secure ? '__Host-splitcart_refresh' : 'splitcart_refresh';
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  const response: Response | undefined = request.res;
  return {
    read() {
      if (!isOwnSite(request, origin)) return null;
      return cookieOf(request, name);
    },
    write(token, expires) {
      response?.set('cache-control', 'no-store');
      response?.cookie(name, token, { ...attributes, expires });
    },
    clear() {
      response?.clearCookie(name, attributes);
    },
  };
}

/** The value of a request cookie by name. */
export function cookieOf(request: Request, name: string): string | null {
  const value = parse(request.get('cookie') ?? '', '; ', '=')[name];
  return typeof value === 'string' ? value : null;
}

/** Browsers send the page's origin with every POST; other clients send none and manage their cookies themselves. */
function isOwnSite(request: Request, ownOrigin: string): boolean {
  const origin = request.get('origin');
  if (origin !== undefined && origin !== ownOrigin && origin !== originOf(request)) return false;
  return request.get('sec-fetch-site') !== 'cross-site';
}

/** The origin in the browser's address bar, whatever name this server was reached by. */
function originOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? ''}`;
}
