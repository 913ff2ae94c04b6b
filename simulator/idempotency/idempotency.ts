import { hash } from 'node:crypto';
import { StripeError } from '../http/stripe-error.js';
import type { Store } from '../storage/store.js';
import type { IdempotentAnswer } from './idempotent-answer.js';

/** Keys expire after 24 hours of simulator time (docs.stripe.com/api/idempotent_requests). */
const KEPT_SECONDS = 24 * 3600;
const MAX_KEY_LENGTH = 255;

/** The fields that identify a request under its key. */
export interface KeyedRequest {
  account: string | null;
  key: string;
  method: string;
  path: string;
  body: string;
}

/** Stores the first answer of every idempotency key and rejects requests that do not match it. */
export class Idempotency {
  private readonly inProgress = new Set<string>();

  constructor(private readonly store: Store) {}

  /**
   * Claims the key for a first request (`undefined`), or returns the stored answer.
   * Throws 400 `idempotency_error` for other parameters and 409 `idempotency_key_in_use` while the first is executing.
   */
  claim(request: KeyedRequest): IdempotentAnswer | undefined {
    if (request.key.length > MAX_KEY_LENGTH) {
      throw new StripeError(400, 'Idempotency keys can be up to 255 characters long.', {
        stage: 'validation',
      });
    }
    this.prune();
    const id = answerId(request);
    if (this.inProgress.has(id)) {
      throw new StripeError(
        409,
        `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, ` +
          `and the other request is still going through): ${request.key}. If you'd like to try again, please do so after it finishes.`,
        { type: 'idempotency_error', details: { code: 'idempotency_key_in_use' }, stage: 'validation' },
      );
    }
    const answer = this.store.table('idempotent_answer').get(id);
    if (answer === undefined) {
      this.inProgress.add(id);
      return undefined;
    }
    if (answer.fingerprint === fingerprint(request)) return answer;
    throw new StripeError(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
        `Try using a key other than '${request.key}' if you meant to execute a different request.`,
      { type: 'idempotency_error', stage: 'validation' },
    );
  }

  release(request: KeyedRequest): void {
    this.inProgress.delete(answerId(request));
  }

  /** The record that makes a retry get the same answer. */
  answer(request: KeyedRequest, response: { status: number; body: string }): IdempotentAnswer {
    return {
      id: answerId(request),
      fingerprint: fingerprint(request),
      status: response.status,
      body: response.body,
      createdAt: this.store.clock.now(),
    };
  }

  /** Deletes expired keys; the table is in creation order, so it stops at the first valid one. */
  private prune(): void {
    const limit = this.store.clock.now() - KEPT_SECONDS;
    const expired: string[] = [];
    for (const answer of this.store.table('idempotent_answer').oldestFirst()) {
      if (answer.createdAt > limit) break;
      expired.push(answer.id);
    }
    if (expired.length === 0) return;
    this.store.transact((tx) => {
      for (const id of expired) tx.delete('idempotent_answer', id);
    });
  }
}

function answerId(request: KeyedRequest): string {
  return `${request.account ?? 'platform'} ${request.key}`;
}

/** Independent of the order of the parameters. */
function fingerprint({ method, path, body }: KeyedRequest): string {
  const parameters = body.includes('&') ? body.split('&').sort().join('&') : body;
  return hash('sha1', `${method} ${path}\n${parameters}`, 'base64');
}
