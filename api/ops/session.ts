import type { Request, RequestHandler, Response } from 'express';

import { authenticateSession } from '../../core/identity/authenticate-session.js';
import { may, roleMay } from '../../core/identity/policy.js';
import type { Authenticator } from '../../core/identity/ports.js';
import type { IdentityDependencies } from '../../core/identity/open-session.js';
import { checkPassword } from '../../core/identity/sign-in.js';
import { newId, parseId } from '../../core/shared/ids.js';
import { cookieOf } from '../identity/refresh-cookie.js';

const COOKIE = 'splitcart_ops';
/** One shift: a forgotten browser is signed out by the next morning. */
const SESSION_HOURS = 8;
const SESSION_MS = SESSION_HOURS * 60 * 60_000;

/**
 * Staff sessions for the pages under /ops: the same accounts, sessions and policy as elsewhere, in a cookie that scripts
 * cannot read and other sites cannot send. Signing out everywhere ends these too. Programs send their bearer token as usual.
 */
export function opsSessions({
  identity,
  isSecure,
}: {
  identity: Readonly<{ ports: IdentityDependencies; authenticator: Authenticator }>;
  isSecure: boolean;
}) {
  const { ports, authenticator } = identity;
  const { transaction, sessions, accessTokens } = ports;
  const cookie = { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/ops' } as const;
  const operatorOf = async (request: Request) => {
    const bearer = /^Bearer (\S{8,8000})$/i.exec(request.get('authorization') ?? '')?.[1];
    const token = cookieOf(request, COOKIE);
    const ofCookie = () => (token === null ? null : authenticateSession(ports, token, 'OPS_PAGES'));
    const known = await (bearer === undefined ? ofCookie() : authenticator.authenticate(bearer));
    return known !== null && may(known.actor, 'operations.act') ? known.actor : null;
  };

  return {
    /** Signs in and sets the cookie; false when the password is wrong or the role lacks operations.act. */
    async signIn(response: Response, email: string, password: string): Promise<boolean> {
      const account = await checkPassword(ports, { email, password });
      if ('code' in account || !roleMay(account.role, 'operations.act')) return false;
      const id = newId('ses');
      await transaction.run((tx) => sessions.add(tx, { id, accountId: account.id, lifetimeMs: SESSION_MS }));
      const { token } = await accessTokens.issue(account, id, 'OPS_PAGES');
      response.cookie(COOKIE, token, { ...cookie, maxAge: SESSION_MS });
      return true;
    },
    async signOut(request: Request, response: Response): Promise<void> {
      const operator = await operatorOf(request);
      const id = operator?.kind === 'ACCOUNT' ? parseId('ses', operator.sessionId) : null;
      if (id !== null) await transaction.run((tx) => sessions.end(tx, id, 'SIGNED_OUT'));
      response.clearCookie(COOKIE, cookie);
    },
    isOperator: async (request: Request): Promise<boolean> => (await operatorOf(request)) !== null,
  };
}

export type OpsSessions = ReturnType<typeof opsSessions>;

/** Lets operators through; sends everyone else to the sign-in page. */
export function requireOperator(sessions: OpsSessions): RequestHandler {
  return async (request, response, next) => {
    if (await sessions.isOperator(request)) {
      next();
      return;
    }
    response.redirect(303, `/ops/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
  };
}
