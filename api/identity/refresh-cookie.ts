import { parse } from 'node:querystring';

import type { Request, Response } from 'express';

/** The refresh token of this browser, where no script can read it. */
export interface RefreshCookie {
  /** Null when there is none, or when another site made the browser send it. */
  read(): string | null;
  write(token: string, expiresAt: Date): void;
  clear(): void;
}

/**
 * The cookie that carries the refresh token. `__Host-` (over TLS) keeps a sister domain from planting one; SameSite=Strict,
 * the JSON content type that GraphQL insists on, and the check of Origin each keep other sites from using it.
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

/** A cookie of the request by its name. */
export function cookieOf(request: Request, name: string): string | null {
  const value = parse(request.get('cookie') ?? '', '; ', '=')[name];
  return typeof value === 'string' ? value : null;
}

/** Browsers name the page's origin in every POST; a client that is no browser sends none and holds its cookies itself. */
function isOwnSite(request: Request, ownOrigin: string): boolean {
  const origin = request.get('origin');
  if (origin !== undefined && origin !== ownOrigin && origin !== originOf(request)) return false;
  return request.get('sec-fetch-site') !== 'cross-site';
}

/** The origin that the browser itself sees in its address bar, whatever name this server was called by. */
function originOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? ''}`;
}
