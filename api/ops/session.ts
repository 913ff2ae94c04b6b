import { parse } from 'node:querystring';

import type { Request, RequestHandler, Response } from 'express';
import { jwtVerify, SignJWT } from 'jose';

import type { Accounts } from '../../core/identity/account.js';
import { type Role, roles } from '../../core/identity/account.js';
import { roleMay } from '../../core/identity/policy.js';
import { z } from 'zod';

const COOKIE = 'splitcart_ops';
/** One shift; a forgotten browser is signed out the next morning. */
const SESSION_HOURS = 8;

const claims = z.object({ sub: z.string(), role: z.enum(roles), name: z.string() });
export type OpsSession = z.output<typeof claims>;

/** Sessions of staff for the pages under /ops: a signed cookie that scripts cannot read and other sites cannot send. */
export function opsSessions({
  accounts,
  secret,
  isSecure,
}: {
  accounts: Accounts;
  secret: string;
  isSecure: boolean;
}) {
  const key = new TextEncoder().encode(secret);
  const cookie = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/ops' } as const;

  return {
    /** Signs in and sets the cookie; false when the password is wrong or the role may not operate. */
    async signIn(response: Response, email: string, password: string): Promise<boolean> {
      const account = await accounts.authenticate(email, password);
      if (account === null || !mayOperate(account.role)) return false;
      const token = await new SignJWT({ role: account.role, name: account.displayName })
        .setProtectedHeader({ alg: 'HS256', typ: 'ops+jwt' })
        .setSubject(account.id)
        .setIssuedAt()
        .setExpirationTime(`${SESSION_HOURS}h`)
        .sign(key);
      response.cookie(COOKIE, token, { ...cookie, maxAge: SESSION_HOURS * 3_600_000 });
      return true;
    },
    signOut(response: Response): void {
      response.clearCookie(COOKIE, cookie);
    },
    async read(request: Request): Promise<OpsSession | null> {
      const token = cookieOf(request);
      if (token === null) return null;
      const verified = await jwtVerify(token, key, { algorithms: ['HS256'], typ: 'ops+jwt' }).catch(
        () => null,
      );
      const parsed = claims.safeParse(verified?.payload);
      return parsed.success && mayOperate(parsed.data.role) ? parsed.data : null;
    },
  };
}

export type OpsSessions = ReturnType<typeof opsSessions>;

/** Lets operators through; sends everyone else to the sign-in page. */
export function requireOperator(sessions: OpsSessions): RequestHandler {
  return async (request, response, next) => {
    if ((await sessions.read(request)) !== null) {
      next();
      return;
    }
    response.redirect(303, `/ops/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
  };
}

function mayOperate(role: Role): boolean {
  return roleMay(role, 'operations.act');
}

function cookieOf(request: Request): string | null {
  const cookies = parse(request.get('cookie') ?? '', '; ', '=');
  const token = cookies[COOKIE];
  return typeof token === 'string' ? token : null;
}
