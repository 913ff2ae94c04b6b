import type { Request, RequestHandler, Response } from 'express';

import type { Actor } from '../../core/identity/actor.js';
import type { Permission, Denial } from '../../core/identity/policy.js';
import { policy, denialOf } from '../../core/identity/policy.js';
import type { Problem } from '../http/problem.js';
import { sendProblem } from '../http/problem.js';
import { bearerOf } from '../identity/bearer.js';
import type { Application } from '../application.js';

/** What a route is asked: the id in its path, by whom, and with which order token (header `order-token`). */
export type RestRequest = Readonly<{ id: string; actor: Actor; orderToken: string | null }>;

/** A representation and its version; a client that names the version gets 304 and no body. */
export type RestAnswer = Readonly<{
  version: string;
  /** JSON when it is left out. */
  contentType?: string;
  body: unknown;
  /** What a browser calls the file when it is saved. */
  fileName?: string;
}>;

type Work = (request: RestRequest) => Promise<RestAnswer | Problem>;

/**
 * A GET route: who asks is recognised and, when a permission is named, refused without it; what the work comes to is sent
 * with an ETag, or as a problem. Whose object it is, the work checks, and says notFound() for somebody else's.
 */
export function restAnswer(
  { authenticator }: Pick<Application, 'authenticator'>,
  { permission }: { permission: Permission | null },
  work: Work,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    response.vary('authorization').vary('order-token');
    const known = await bearerOf(authenticator, request.get('authorization'));
    if (known === null) {
      sendUnauthenticated(response);
      return;
    }
    const denial = permission === null ? null : denialOf(known.actor, permission);
    if (permission !== null && denial !== null) {
      sendDenial(response, denial, permission);
      return;
    }
    const answer = await work(restRequest(request, known.actor));
    if ('code' in answer) {
      if (answer.status === 401) challenge(response);
      sendProblem(response, answer);
    } else send(response, answer, request.get('if-none-match') ?? '');
  };
}

/** The credential is not good; it is not taken for none. */
export function sendUnauthenticated(response: Response): void {
  challenge(response, 'error="invalid_token"');
  sendProblem(response, INVALID_CREDENTIAL);
}

/** There is no such thing, or it is not the caller's: nobody can tell the two apart. */
export function notFound(what: string): Problem {
  return { status: 404, code: 'NOT_FOUND', title: 'Not found', detail: `There is no such ${what}.` };
}

const INVALID_CREDENTIAL: Problem = {
  status: 401,
  code: 'UNAUTHENTICATED',
  title: 'Not signed in',
  detail: 'The token or key is not good, or no longer.',
};

function restRequest(request: Request<{ id: string }>, actor: Actor): RestRequest {
  return { id: request.params.id, actor, orderToken: request.get('order-token') ?? null };
}

function sendDenial(response: Response, { code }: Denial, permission: Permission): void {
  if (code === 'SIGN_IN_REQUIRED') {
    challenge(response);
    sendProblem(response, { status: 401, code, title: 'Not signed in', detail: 'Send a token or a key.' });
    return;
  }
  challenge(response, `error="insufficient_scope", scope="${policy[permission].scopes.join(' ')}"`);
  sendProblem(response, { status: 403, code, title: 'Not permitted', detail: 'You may not do this.' });
}

function challenge(response: Response, reason?: string): void {
  const scheme = 'Bearer realm="splitcart"';
  response.set('www-authenticate', reason === undefined ? scheme : `${scheme}, ${reason}`);
}

/**
 * Compared by ourselves: Express takes the no-cache that every fetch adds to a conditional request for the wish to get the
 * body, but it only forbids caches on the way to answer without us.
 */
function send(response: Response, answer: RestAnswer, ifNoneMatch: string): void {
  const { version, contentType, body, fileName } = answer;
  const etag = `"${version}"`;
  response.set('cache-control', 'private, no-cache').set('etag', etag);
  const known = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) {
    response.status(304).end();
    return;
  }
  if (fileName !== undefined) response.attachment(fileName);
  if (contentType === undefined) response.json(body);
  else response.type(contentType).send(body);
}
