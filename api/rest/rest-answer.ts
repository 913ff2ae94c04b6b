import type { Request, RequestHandler, Response } from 'express';

import type { Actor } from '../../core/identity/actor.js';
import type { Permission, Denial } from '../../core/identity/policy.js';
import { policy, denialOf } from '../../core/identity/policy.js';
import type { Problem } from '../http/problem.js';
import { sendProblem } from '../http/problem.js';
import { bearerOf } from '../identity/bearer.js';
import type { Application } from '../application.js';

/** A request: the ID in the path, the caller, and the order token (header `order-token`). */
export type RestRequest = Readonly<{ id: string; actor: Actor; orderToken: string | null }>;

/** A representation and its version; a client that sends the current version gets 304 without a body. */
export type RestAnswer = Readonly<{
  version: string;
  /** Defaults to JSON. */
  contentType?: string;
  body: unknown;
  /** File name of the download. */
  fileName?: string;
}>;

type Work = (request: RestRequest) => Promise<RestAnswer | Problem>;

/**
 * A GET route: authenticates the caller, checks the permission if there is one, and sends the representation with an ETag, or
 * a problem. `work` checks ownership and returns notFound() for another caller's object.
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

/** Sent for an invalid credential; it never falls back to anonymous access. */
export function sendUnauthenticated(response: Response): void {
  challenge(response, 'error="invalid_token"');
  sendProblem(response, INVALID_CREDENTIAL);
}

/** Missing and not visible to the caller; the two are indistinguishable. */
export function notFound(subject: string): Problem {
  return { status: 404, code: 'NOT_FOUND', title: 'Not found', detail: `No such ${subject}.` };
}

const INVALID_CREDENTIAL: Problem = {
  status: 401,
  code: 'UNAUTHENTICATED',
  title: 'Not signed in',
  detail: 'The token or API key is invalid, expired or revoked.',
};

function restRequest(request: Request<{ id: string }>, actor: Actor): RestRequest {
  return { id: request.params.id, actor, orderToken: request.get('order-token') ?? null };
}

function sendDenial(response: Response, { code }: Denial, permission: Permission): void {
  if (code === 'SIGN_IN_REQUIRED') {
    challenge(response);
    sendProblem(response, {
      status: 401,
      code,
      title: 'Not signed in',
      detail: 'Send an access token or an API key.',
    });
    return;
  }
  challenge(response, `error="insufficient_scope", scope="${policy[permission].scopes.join(' ')}"`);
  sendProblem(response, {
    status: 403,
    code,
    title: 'Not permitted',
    detail: 'Your role or scopes do not allow this.',
  });
}

function challenge(response: Response, reason?: string): void {
  const scheme = 'Bearer realm="splitcart"';
  response.set('www-authenticate', reason === undefined ? scheme : `${scheme}, ${reason}`);
}

/**
 * Compares the ETag itself: Express treats the no-cache that fetch adds to a conditional request as a demand for the body,
 * though it only forbids caches to answer without revalidation.
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
